"""How a comparison is drawn, for templates; `drawing` and `sides` do it."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from workflow.desk.comparing.entries import Entry, Note
from workflow.desk.comparing.files import FileChange
from workflow.desk.comparing.summary import clock
from workflow.desk.drawing import code, draw_runs, mark, together
from workflow.desk.sides import Assets, files_of, note_of

register = template.Library()
register.simple_tag(draw_runs)


@register.simple_tag
def draw_note(note: Note, assets: Assets) -> SafeString:
    """A change that words alone do not show: what, from what, to what."""
    inner = note_of(note, assets)
    if not inner:
        return inner
    if note.change is not None and note.first:
        return mark(note.change, inner, first=True, tag="div")
    return inner


@register.simple_tag
def draw_file(found: FileChange) -> SafeString:
    """A file that no place of the body shows, with everything that is known of it."""
    inner = files_of(found.change.before, found.old, found.new)
    others = [
        (key, (found.old or {}).get(key, ""), (found.new or {}).get(key, ""))
        for key in ("alt", "use")
    ]
    notes = together(
        format_html("<p class='dk-att__d'>{} {}{}</p>", key, code("del", old), code("ins", new))
        for key, old, new in others
        if old != new
    )
    return mark(found.change, format_html("{}{}", inner, notes), first=True, tag="div")


@register.simple_tag
def draw_first(entry: Entry) -> SafeString:
    """The numbers of changes that nothing else of an entry shows: an empty cell that came."""
    return together(
        mark(change, _fate_words(entry), first=True, tag="span") for change in entry.first
    )


def _fate_words(entry: Entry) -> SafeString:
    word = (
        pgettext("cell", "empty, deleted")
        if entry.new is None
        else pgettext("cell", "empty, added")
    )
    return format_html('<span class="dk-obj">{}</span>', word)


@register.simple_tag
def draw_value(change: Any) -> SafeString:
    """The two sides of a field: times as a clock shows them, other values as they are."""
    if change.form != "time":
        return draw_runs(change.runs)
    sides = [("del", change.old), ("ins", change.new)]
    drawn = format_html_join(
        " → ",
        '<{} class="dk-{}">{}</{}>',
        ((tag, tag, _clock(value), tag) for tag, value in sides),
    )
    return mark(change.change, drawn, first=True, tag="span")


def _clock(value: Any) -> str:
    return clock(str(value)) if value else _("not set")


@register.filter
def fated(entry: Entry) -> str:
    """Name the style of an entry: its element, what became of it, what is around it."""
    styles = [f"dk-blk--{entry.tag}", f"is-{entry.fate}"]
    around = {name for name, _attributes in entry.block.parents}
    styles += [f"in-{name}" for name in ("blockquote", "details") if name in around]
    if ("class", "footnotes") in {a for _n, attributes in entry.block.path for a in attributes}:
        styles.append("in-footnotes")
    return " ".join(styles)
