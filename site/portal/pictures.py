"""The picture that stands for an item in lists: the first one of its signed body."""

import re
from dataclasses import dataclass
from html import unescape

from ledger.formats import v1

_IMAGE = re.compile(r"<img\b[^>]*>")
_ATTRIBUTE = re.compile(r'\b(src|srcset|alt|width|height)="([^"]*)"')
_SOURCE = re.compile(r"/assets/[0-9a-f]{64}\.[a-z0-9]{1,8}")


@dataclass(frozen=True)
class Picture:
    """A picture as the signed body shows it."""

    src: str
    alt: str
    width: int | None
    height: int | None


def first_picture(content: v1.Content) -> Picture | None:
    """Give the first picture of a body, in its smallest form; None when there is none."""
    match = _IMAGE.search(content.body_html)
    if match is None:
        return None
    found = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match[0])}
    if _SOURCE.fullmatch(found.get("src", "")) is None:
        return None
    width, height = (
        int(found[name]) if found.get(name, "").isdigit() else None for name in ("width", "height")
    )
    return Picture(found["src"], found.get("alt", ""), width, height)
