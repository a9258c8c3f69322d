"""Pictures outside a body: the first one of an item, a banner, an advertisement."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from ledger.formats import v1

_IMAGE = re.compile(r"<img\b[^>]*>")
_ATTRIBUTE = re.compile(r'\b(src|srcset|alt|width|height)="([^"]*)"')
_ADDRESS = r"/assets/[0-9a-f]{64}\.[a-z0-9]{1,8}"
_SOURCE = re.compile(_ADDRESS)
_SOURCES = re.compile(rf"{_ADDRESS} \d{{1,5}}w(, {_ADDRESS} \d{{1,5}}w)*")


@dataclass(frozen=True)
class Picture:
    """A picture as signed words name it."""

    src: str
    alt: str
    width: int | None
    height: int | None
    srcset: str = ""


def first_picture(content: v1.Content) -> Picture | None:
    """Give the first picture of a body; None when there is none."""
    match = _IMAGE.search(content.body_html)
    if match is None:
        return None
    found = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match[0])}
    if _SOURCE.fullmatch(found.get("src", "")) is None:
        return None
    width, height = (
        int(found[name]) if found.get(name, "").isdigit() else None for name in ("width", "height")
    )
    srcset = found.get("srcset", "")
    return Picture(
        found["src"],
        found.get("alt", ""),
        width,
        height,
        srcset if _SOURCES.fullmatch(srcset) else "",
    )


def named_picture(value: Any) -> Picture | None:
    """Give a picture that structured fields name (`address alt width height`); None for none."""
    if not isinstance(value, dict) or _SOURCE.fullmatch(str(value.get("address"))) is None:
        return None
    width, height = (value.get(name) for name in ("width", "height"))
    return Picture(
        str(value["address"]),
        str(value.get("alt") or ""),
        width if isinstance(width, int) else None,
        height if isinstance(height, int) else None,
    )
