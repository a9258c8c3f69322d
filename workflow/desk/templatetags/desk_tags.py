"""How the desk draws severities, runs of a comparison, notes and moments."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ledger.canonical import NotCanonical, read_time
from workflow.desk import wording
from workflow.desk.alignment import Run
from workflow.desk.blocks import Token
from workflow.desk.changes import Note, spell

register = template.Library()


@register.simple_tag
def severity(kind: str, number: int | None = None) -> SafeString:
    """A badge: a character and a shape, never colour alone."""
    name, short, style = wording.severity(kind)
    if number is None:
        return format_html(
            '<span class="dk-sev dk-sev--{}"><span aria-hidden="true">{}</span>'
            '<span class="w-sr-only">{}</span></span>',
            style,
            short,
            name,
        )
    words = ngettext("%(name)s: %(number)d place", "%(name)s: %(number)d places", number)
    return format_html(
        '<span class="dk-sev dk-sev--{}"><span aria-hidden="true">{} {}</span>'
        '<span class="w-sr-only">{}</span></span>',
        style,
        short,
        number,
        words % {"name": name, "number": number},
    )


@register.simple_tag
def run(run: Run) -> SafeString:
    """One stretch of a comparison, told apart by line and weight, for eyes and for ears."""
    inner = format_html_join("", "{}", ((_token(token),) for token in run.tokens))
    before = {
        "ins": pgettext("read aloud", "[added: "),
        "del": pgettext("read aloud", "[deleted: "),
        "moved_in": pgettext("read aloud", "[moved here: "),
        "moved_out": pgettext("read aloud", "[moved away: "),
    }.get(run.fate)
    if before is None:
        return inner
    tag, style = {
        "ins": ("ins", "dk-ins"),
        "del": ("del", "dk-del"),
        "moved_in": ("ins", "dk-mv dk-mv--in"),
        "moved_out": ("del", "dk-mv dk-mv--out"),
    }[run.fate]
    return format_html(
        '<{} class="{}"><span class="w-sr-only">{}</span>{}<span class="w-sr-only">{}</span></{}>',
        tag,
        style,
        before,
        inner,
        pgettext("read aloud", "]"),
        tag,
    )


def _token(token: Token) -> SafeString:
    if token.object is None:
        return format_html("{}", token.text)
    if token.object[0] == "br":
        return SafeString('<span class="dk-obj">↵</span><br>')
    return format_html('<code class="dk-obj">{}</code>', spell(token.object))


@register.simple_tag
def note(note: Note) -> SafeString:
    """A change that words alone do not show: what, from what, to what."""
    return format_html(
        '<p class="dk-att__d"><b>{}</b>{}{}</p>',
        wording.note(note.code),
        format_html(' <del class="dk-del"><code>{}</code></del>', note.old) if note.old else "",
        format_html(' <ins class="dk-ins"><code>{}</code></ins>', note.new) if note.new else "",
    )


@register.filter
def moment(text: str) -> object:
    """Read a canonical time for the date filter; anything else stays as it is."""
    try:
        return read_time(text)
    except NotCanonical:
        return text or _("not set")
