"""How a comparison is drawn: words that went and came, notes, pictures and files on either side.

Everything is escaped here; of the elements of the text only a few that have no attributes are
printed, so that whatever a version holds cannot become markup of the desk.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from django import template
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ledger.canonical import short_code
from workflow.desk.comparing.entries import (
    ARRIVED,
    DELETED,
    INSERTED,
    LEFT,
    MARKS,
    SAME,
    Change,
    Entry,
    Note,
    Run,
)
from workflow.desk.comparing.files import FileChange
from workflow.desk.comparing.inventory import spell
from workflow.desk.comparing.summary import clock, looks_alike, spelled_out
from workflow.desk.comparing.words import Element, Token

register = template.Library()
Assets = Mapping[str, Mapping[str, Any]]
_ASSET = re.compile(r"/assets/(([0-9a-f]{64})\.[a-z0-9]{1,8})")
_PLAIN = frozenset(["b", "strong", "em", "i", "u", "s", "sub", "sup", "code", "small"])
_PICTURES = ("png", "jpg", "jpeg", "webp", "gif", "avif")
_FATES = {
    INSERTED: ("ins", "dk-ins"),
    DELETED: ("del", "dk-del"),
    ARRIVED: ("ins", "dk-mv dk-mv--in"),
    LEFT: ("del", "dk-mv dk-mv--out"),
    MARKS: ("span", "dk-mk2"),
}


@register.simple_tag
def draw_runs(runs: Iterable[Run]) -> SafeString:
    """Draw the stretches of one block; what belongs to one change stands in one mark."""
    drawn = []
    for change, group in groupby(runs, key=lambda run: run.change):
        these = list(group)
        inner = _join(map(_run, these))
        if change is None:
            drawn.append(inner)
        else:
            drawn.append(_mark(change, inner, first=any(run.first for run in these), tag="span"))
    return _join(drawn)


def _join(parts: Iterable[SafeString]) -> SafeString:
    """Put what is escaped already together."""
    return SafeString("".join(parts))


def _mark(change: Change, inner: SafeString, *, first: bool, tag: str) -> SafeString:
    """Give a change its number, where it is met first."""
    if not first:
        return format_html('<{} class="dk-ch">{}</{}>', tag, inner, tag)
    return format_html(
        '<{} class="dk-ch{}" id="c{}" data-dk-change="{}" tabindex="-1">{}{}</{}>',
        tag,
        " is-risk" if change.weighty else "",
        change.number,
        change.number,
        _number(change),
        inner,
        tag,
    )


def _number(change: Change) -> SafeString:
    said = pgettext("read aloud", "change %(n)d") % {"n": change.number}
    return format_html(
        '<span class="dk-no{}"><span class="w-sr-only">{}</span><span aria-hidden="true">{}</span>'
        "</span>",
        " dk-no--risk" if change.weighty else "",
        said,
        change.number,
    )


def _run(run: Run) -> SafeString:
    """One stretch, told apart by line and weight, for eyes and for ears."""
    if run.fate == SAME:
        return _tokens(run.tokens)
    tag, style = _FATES[run.fate]
    before = {
        INSERTED: pgettext("read aloud", "[added: "),
        DELETED: pgettext("read aloud", "[deleted: "),
        ARRIVED: pgettext("read aloud", "[moved here: "),
        LEFT: pgettext("read aloud", "[moved away: "),
        MARKS: pgettext("read aloud", "[set otherwise: "),
    }[run.fate]
    return format_html(
        '<{} class="{}">{}<span class="w-sr-only">{}</span>{}'
        '<span class="w-sr-only">{}</span></{}>',
        tag,
        style,
        _place(run),
        before,
        _tokens(run.tokens, visible=run.fate in {INSERTED, DELETED}),
        pgettext("read aloud", "]"),
        tag,
    )


def _place(run: Run) -> SafeString:
    """Say where a moved stretch came from or went."""
    if run.place is None or run.fate not in {ARRIVED, LEFT}:
        return SafeString("")
    heading, paragraph = run.place
    where = f"“{heading[:16]}”" if heading else ""
    words = (
        pgettext("moved", "↑ from %(place)s paragraph %(n)d")
        if run.fate == ARRIVED
        else pgettext("moved", "↓ to %(place)s paragraph %(n)d")
    )
    return format_html('<span class="dk-mv__l">{}</span>', words % {"place": where, "n": paragraph})


def _tokens(tokens: Iterable[Token], *, visible: bool = False) -> SafeString:
    drawn = []
    for marks, group in groupby(tokens, key=lambda token: token.marks):
        inner = _join(_token(token, visible=visible) for token in group)
        for name, _attributes in reversed(marks):
            if name in _PLAIN:
                inner = format_html("<{}>{}</{}>", name, inner, name)
            elif name == "a":
                inner = format_html('<span class="dk-lk">{}</span>', inner)
        drawn.append(inner)
    return _join(drawn)


def _token(token: Token, *, visible: bool) -> SafeString:
    if token.object is not None:
        return _object(token.object, visible=visible)
    if visible and token.text.isspace():
        return format_html('<span class="dk-obj">{}</span>', "␣" * len(token.text))
    return escape(token.text)


def _object(thing: Element, *, visible: bool) -> SafeString:
    name, attributes = thing
    if name == "br":
        return SafeString('<span class="dk-obj">↵</span><br>' if visible else "<br>")
    if name in {"source", "track", "wbr"}:
        return SafeString("")
    if visible and name in {"img", "video"}:
        return SafeString("")  # the note below shows it, before and after
    values = dict(attributes)
    source = values.get("src") or values.get("poster", "")
    return _picture(source, values.get("alt", "")) or format_html(
        '<code class="dk-obj">{}</code>', spell(thing)
    )


def _picture(source: str, alt: str) -> SafeString:
    found = _ASSET.fullmatch(source)
    if found is None or found[1].rpartition(".")[2] not in _PICTURES:
        return SafeString("")
    return format_html(
        '<img class="dk-pic" src="{}" alt="{}" loading="lazy">',
        reverse("sanshen_asset", args=[found[1]]),
        alt,
    )


@register.simple_tag
def draw_note(note: Note, assets: Assets) -> SafeString:
    """A change that words alone do not show: what, from what, to what."""
    inner = _note(note, assets)
    if not inner:
        return inner
    if note.change is not None and note.first:
        return _mark(note.change, inner, first=True, tag="div")
    return inner


def _note(note: Note, assets: Assets) -> SafeString:
    if note.code == "picture":
        return _pictures(note, assets)
    if note.code in {"attachment", "media"} and (
        _ASSET.fullmatch(note.old) or _ASSET.fullmatch(note.new)
    ):
        return _files(note.words, _asset(note.old, assets), _asset(note.new, assets))
    if note.code in {"link", "anchor", "attachment"}:
        return _addresses(note)
    if note.code == "alt":
        return format_html(
            '<div class="dk-alt">{}<p class="dk-att__d"><b>{}</b> {}{}</p></div>',
            _picture(note.words, ""),
            _named(note),
            _code("del", note.old),
            _code("ins", note.new),
        )
    if note.code == "sizes":
        return format_html(
            '<details class="dk-sizes"><summary>{}</summary>{}{}</details>',
            _("Sizes and renditions of the picture changed"),
            _code("del", note.old),
            _code("ins", note.new),
        )
    if note.words == "again" and note.code == "parents":
        return format_html('<p class="dk-att__d">{}</p>', _("likewise"))
    return format_html(
        '<p class="dk-att__d"><b>{}</b> {}{}</p>',
        _named(note),
        _code("del", note.old),
        _code("ins", note.new),
    )


def _named(note: Note) -> str:
    names = {
        "tag": _("Kind of paragraph changed:"),
        "parents": _("Stands inside other elements:"),
        "begins": _("Lists, tables or quotes begin elsewhere:"),
        "attribute": _("Attribute changed:"),
        "span": _("Merged cells changed:"),
        "elements": _("Elements begin or end elsewhere:"),
        "emphasis": _("Emphasis changed:"),
        "alt": _("Alternative text:"),
        "object": _("Media changed:"),
        "media": _("Media changed:"),
        "inventory": _("The comparison does not account for:"),
        "source": _(
            "The sources differ in spacing or spelling only; the Fields tab shows the source."
        ),
        "unreadable": _(
            "One version cannot be read as HTML to its end, so the source is compared line by line."
        ),
    }
    name = names.get(note.code, note.code)
    return f"{name} {note.words}" if note.code in {"attribute", "span"} else name


def _code(tag: str, text: str) -> SafeString:
    if not text:
        return SafeString("")
    said = (
        pgettext("read aloud", "[deleted: ") if tag == "del" else pgettext("read aloud", "[added: ")
    )
    return format_html(
        ' <{} class="dk-{}"><span class="w-sr-only">{}</span><code>{}</code>'
        '<span class="w-sr-only">{}</span></{}>',
        tag,
        tag,
        said,
        text,
        pgettext("read aloud", "]"),
        tag,
    )


def _addresses(note: Note) -> SafeString:
    """Old and new address, one above the other."""
    rows = (
        (_("Old address"), "del", note.old),
        (_("New address"), "ins", note.new),
    )
    return format_html(
        '<dl class="dk-url">{}</dl>',
        format_html_join(
            "",
            "<div><dt>{}</dt><dd>{}</dd></div>",
            ((name, _code(tag, text) or _("no link")) for name, tag, text in rows),
        ),
    )


def _pictures(note: Note, assets: Assets) -> SafeString:
    """The picture before and after, side by side."""
    sides = (
        ("dk-pics__old", pgettext("picture", "－ before"), note.old),
        ("dk-pics__new", pgettext("picture", "＋ after"), note.new),
    )
    return format_html(
        '<div class="dk-pics">{}</div>',
        format_html_join(
            "",
            '<figure class="{}">{}<figcaption>{} {}</figcaption></figure>',
            (
                (
                    style,
                    (_picture(source, note.words) or format_html("<code>{}</code>", source))
                    if source
                    else format_html(
                        '<p class="dk-pics__none">{}</p>', pgettext("picture", "none")
                    ),
                    name,
                    _described(source, assets),
                )
                for style, name, source in sides
            ),
        ),
    )


def _described(source: str, assets: Assets) -> str:
    asset = _asset(source, assets)
    if not asset:
        return ""
    return f"{asset['name']} {filesizeformat(asset['size'])}"


def _asset(source: str, assets: Assets) -> Mapping[str, Any] | None:
    found = _ASSET.fullmatch(source)
    if found is None:
        return None
    unknown = {"digest": f"sha256:{found[2]}", "size": 0, "media_type": "", "name": found[1]}
    return {**assets.get(found[2], unknown), "address": found[1]}


def _files(words: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> SafeString:
    """A file before and after: name, kind, size, digest."""
    head = (
        pgettext("file", "Version"),
        _("File name"),
        pgettext("file", "Size"),
        _("Digest"),
    )
    rows = [
        (pgettext("file", "－ before"), old),
        (pgettext("file", "＋ after"), new),
    ]
    return format_html(
        '<table class="dk-doc__tb dk-files"><caption>{}</caption><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table>",
        words,
        format_html_join("", '<th scope="col">{}</th>', ((each,) for each in head)),
        _join(_file(name, file) for name, file in rows),
    )


def _file(name: str, file: Mapping[str, Any] | None) -> SafeString:
    if file is None:
        return format_html(
            '<tr><th scope="row">{}</th><td colspan="3">{}</td></tr>', name, _("none")
        )
    shown = escape(file["name"])
    if file.get("address"):
        address = reverse("sanshen_asset", args=[file["address"]])
        shown = format_html(
            '<a href="{}" target="_blank" rel="noopener">{}</a>', address, file["name"]
        )
    return format_html(
        '<tr><th scope="row">{}</th><td>{}<br><small>{}</small></td>'
        "<td>{}<br><small>{} B</small></td><td><code>{}</code></td></tr>",
        name,
        shown,
        file["media_type"].rpartition("/")[2].rpartition(".")[2],
        filesizeformat(file["size"]),
        file["size"],
        short_code(file["digest"]),
    )


@register.simple_tag
def draw_file(found: FileChange) -> SafeString:
    """A file that no place of the body shows, with everything that is known of it."""
    inner = _files(found.change.before, found.old, found.new)
    others = [
        (key, (found.old or {}).get(key, ""), (found.new or {}).get(key, ""))
        for key in ("alt", "use")
    ]
    notes = _join(
        format_html("<p class='dk-att__d'>{} {}{}</p>", key, _code("del", old), _code("ins", new))
        for key, old, new in others
        if old != new
    )
    return _mark(found.change, format_html("{}{}", inner, notes), first=True, tag="div")


@register.simple_tag
def draw_first(entry: Entry) -> SafeString:
    """The numbers of changes that nothing else of an entry shows: an empty cell that came."""
    return _join(
        _mark(change, _fate_words(entry), first=True, tag="span") for change in entry.first
    )


def _fate_words(entry: Entry) -> SafeString:
    word = (
        pgettext("cell", "empty, deleted")
        if entry.new is None
        else pgettext("cell", "empty, added")
    )
    return format_html('<span class="dk-obj">{}</span>', word)


@register.simple_tag
def draw_codes(run_old: str, run_new: str) -> str:
    """Spell out what looks the same and is not."""
    if run_old == run_new or not looks_alike(run_old, run_new):
        return ""
    return f"{spelled_out(run_old)} → {spelled_out(run_new)}"


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
    return _mark(change.change, drawn, first=True, tag="span")


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
