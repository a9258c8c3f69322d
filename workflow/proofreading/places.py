"""Which fields of a content are read, and how a text is made readable for the rules."""

import re
from collections.abc import Iterator
from typing import Any

from ledger.formats import v1

_ADDRESS = re.compile(r"(?:https?://|www\.|mailto:)[!-~]+|[\w.+-]+@[\w-]+\.[\w.-]+", re.ASCII)
# Full-width digits, Latin letters and signs, each to the one ASCII character it stands for.
_NARROW = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B))}
_UNREAD_DETAILS = frozenset({"source_address", "written_on", "uid", "address", "page", "section"})


def texts(content: v1.Content) -> Iterator[tuple[str, str]]:
    """Give every field that the public will read, with its place in the document."""
    yield "title", content.title
    yield "summary", content.summary
    yield "text", content.text
    yield "correction", content.correction
    yield from _leaves("details", content.details)
    for number, asset in enumerate(content.assets):
        yield f"assets.{number}.alt", asset["alt"]
        yield f"assets.{number}.name", asset["name"]


def readable(text: str) -> str:
    """Blank out addresses and narrow full-width digits; every character keeps its place."""
    blanked = _ADDRESS.sub(lambda found: " " * len(found.group()), text)
    return blanked.translate(_NARROW)


def _leaves(place: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key in sorted(value):
            if key not in _UNREAD_DETAILS:
                yield from _leaves(f"{place}.{key}", value[key])
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _leaves(f"{place}.{number}", item)
