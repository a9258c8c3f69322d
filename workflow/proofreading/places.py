"""Which fields of a content are read, and how a text is made readable for the rules."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ledger.formats import v1
from workflow.proofreading.context import Context
from workflow.proofreading.finding import Hit

_ADDRESS = re.compile(
    r"(?:https?://|www\.|mailto:)[!#-&*-;=?-~]+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]+|&#?\w{2,12};",
    re.ASCII,
)
# Full-width digits, Latin letters and signs, each to the one ASCII character it stands for.
_NARROW = {
    code: code - 0xFEE0
    for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_UNREAD_DETAILS = frozenset(
    {
        "address", "archived_on", "colour", "effective_on", "from", "index_number",
        "mourning_from", "mourning_until", "page", "parent", "section", "slug", "source_address",
        "target", "uid", "until", "validity", "written_on",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Passage:
    """One field as the rules read it: where it stands, its exact text, what is known besides."""

    place: str
    raw: str
    context: Context

    @cached_property
    def text(self) -> str:
        """The text without addresses and web codes, letters narrowed; nothing moves."""
        blanked = _ADDRESS.sub(lambda found: "\0" * len(found.group()), self.raw)
        return blanked.translate(_NARROW)

    @cached_property
    def lines(self) -> tuple[tuple[int, str], ...]:
        """Every line of the readable text with the place where it begins."""
        found, place = [], 0
        for line in self.text.split("\n"):
            found.append((place, line))
            place += len(line) + 1
        return tuple(found)


Check = Callable[[Passage], Iterable[Hit]]
"""A rule's work: from a passage to its hits."""

PageCheck = Callable[[v1.Content, Context], Iterable[tuple[str, str, Hit]]]
"""Work on the page as a whole: gives place, that place's text, and the hit."""


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
