"""How words are set: breaks between the clauses and words of a title, times, marks on menus."""

import re
from collections.abc import Mapping
from datetime import date
from html import unescape
from itertools import accumulate
from typing import Any

from django import template
from django.utils.html import format_html_join, strip_tags
from django.utils.safestring import SafeString, mark_safe

from portal.breaks import phrases

register = template.Library()

# A space in a Chinese title stands for a stop; one between Latin words is only a space.
_CLAUSE = re.compile(r"(?<=[^\x00-\x7f])[ \u3000]+(?=\S)|(?<=\S)[ \u3000]+(?=[^\x00-\x7f])")
# Of HTML that holds text and marks: a tag, one character written as an entity, one character.
_PIECE = re.compile(r"<[^>]+>|&#?\w+;|.", re.DOTALL)
_BREAK = mark_safe("<wbr>")


@register.filter
def clauses(title: str) -> SafeString | str:
    """Keep the clauses of a title whole, so that lines break between them.

    A clause too long for a line gets places between its words where it may break.

    >>> clauses("三桥通车 通勤缩短")
    '<span class="clause">三桥通车</span> <span class="clause">通勤缩短</span>'
    """
    parts = [_broken(part) for part in _CLAUSE.split(title)]
    if len(parts) < 2:
        return parts[0]
    return format_html_join(" ", '<span class="clause">{}</span>', ((part,) for part in parts))


def _broken(clause: str) -> SafeString | str:
    pieces = phrases(clause)
    if len(pieces) < 2:
        return clause
    return format_html_join(_BREAK, "{}", ((piece,) for piece in pieces))


@register.filter
def marked(title: SafeString) -> SafeString:
    """Give a title with marks in it, which is HTML, the places where it may break."""
    pieces = _PIECE.findall(title)
    ends = set(accumulate(map(len, phrases(unescape(strip_tags(title))))))
    found, place = [], 0
    for piece in pieces:
        found.append(piece)
        if not piece.startswith("<"):
            place += 1
            if place in ends:
                found.append(_BREAK)
    return mark_safe("".join(found).removesuffix(_BREAK))


@register.filter
def day(text: str) -> str:
    """Write a date of the structured fields as people do; what is no date stays as it is.

    >>> day("2026-08-31")
    '2026年8月31日'
    """
    try:
        found = date.fromisoformat(text)
    except (TypeError, ValueError):
        return text
    return f"{found.year}年{found.month}月{found.day}日"


@register.filter
def is_current(address: str, here: str) -> bool:
    """Say whether a menu's address is the page's own or that of a section above it."""
    return here == address if address == "/" else bool(address) and here.startswith(address)


@register.filter
def lookup(mapping: Mapping[str, Any], key: str) -> Any:
    """Give what a mapping holds under a key, None when it holds nothing."""
    return mapping.get(key)
