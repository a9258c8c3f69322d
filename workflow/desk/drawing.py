"""Draws the words of a comparison: what went, what came, what moved, with numbers.

Everything is escaped here; of the elements of the text only a few without attributes are printed,
so that whatever a version holds cannot become markup of the desk.
"""

import re
from collections.abc import Iterable
from itertools import groupby

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from workflow.desk.comparing.entries import (
    ARRIVED,
    DELETED,
    INSERTED,
    LEFT,
    MARKS,
    SAME,
    Change,
    Run,
)
from workflow.desk.comparing.inventory import spell
from workflow.desk.comparing.words import Element, Token

ASSET = re.compile(r"/assets/(([0-9a-f]{64})\.[a-z0-9]{1,8})")
_PLAIN = frozenset(["b", "strong", "em", "i", "u", "s", "sub", "sup", "code", "small"])
_PICTURES = ("png", "jpg", "jpeg", "webp", "gif", "avif")
_FATES = {
    INSERTED: ("ins", "dk-ins"),
    DELETED: ("del", "dk-del"),
    ARRIVED: ("ins", "dk-mv dk-mv--in"),
    LEFT: ("del", "dk-mv dk-mv--out"),
    MARKS: ("span", "dk-mk2"),
}


def draw_runs(runs: Iterable[Run]) -> SafeString:
    """Draw the stretches of one block; what belongs to one change stands in one mark."""
    drawn = []
    for change, group in groupby(runs, key=lambda run: run.change):
        these = list(group)
        inner = together(map(_run, these))
        if change is None:
            drawn.append(inner)
        else:
            drawn.append(mark(change, inner, first=any(run.first for run in these), tag="span"))
    return together(drawn)


def together(parts: Iterable[SafeString]) -> SafeString:
    """Put what is escaped already together."""
    return SafeString("".join(parts))


def mark(change: Change, inner: SafeString, *, first: bool, tag: str) -> SafeString:
    """Give a change its number, where it is met first."""
    if first and change.echo:
        return format_html('<{} class="dk-ch">{}{}</{}>', tag, _number(change), inner, tag)
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
        inner = together(_token(token, visible=visible) for token in group)
        for name, _attributes in reversed(marks):
            if name in _PLAIN:
                inner = format_html("<{}>{}</{}>", name, inner, name)
            elif name == "a":
                inner = format_html('<span class="dk-lk">{}</span>', inner)
        drawn.append(inner)
    return together(drawn)


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
    return picture(source, values.get("alt", "")) or format_html(
        '<code class="dk-obj">{}</code>', spell(thing)
    )


def picture(source: str, alt: str) -> SafeString:
    """Draw a stored picture from the address that asks for a sign-in; nothing else is drawn."""
    found = ASSET.fullmatch(source)
    if found is None or found[1].rpartition(".")[2] not in _PICTURES:
        return SafeString("")
    return format_html(
        '<img class="dk-pic" src="{}" alt="{}" loading="lazy">',
        reverse("sanshen_asset", args=[found[1]]),
        alt,
    )


def code(tag: str, text: str) -> SafeString:
    """Draw a value that went (``del``) or came (``ins``), in letters of one width."""
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
