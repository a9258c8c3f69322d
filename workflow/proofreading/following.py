"""What became of the findings of the round before: fixed, unchanged or new.

How the desk uses it. It asks `follow(before, now)` with the findings of the previous round, each
with the text of its field and with what was done about it (`Past`), and with the present ones
(`Present`). For a finding that is *unchanged* the earlier disposition is shown with name and
reason, and one key confirms it: the confirmation is a new disposition of this stage with the
same decision and reason. A *new* finding is asked about as always. What is *fixed* is listed so
that the reviewer sees that the drafter acted. Nothing is ever disposed of by this function.

The sentence decides: the earlier word counts only while the code, the marked characters and the
whole sentence round them are the same; wherever in the page the sentence now stands.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ledger.formats import v1

Known = TypeVar("Known")
_END = re.compile(r"[。！？；\n]")
_FURTHEST = 400

FIXED, UNCHANGED, NEW = "fixed", "unchanged", "new"


@dataclass(frozen=True)
class Past(Generic[Known]):
    """A finding of the round before, the text of its field then, what was done about it."""

    finding: v1.Finding
    text: str
    disposition: Known | None = None


@dataclass(frozen=True)
class Present:
    """A finding of this round with the text of its field."""

    finding: v1.Finding
    text: str


@dataclass(frozen=True)
class Followed(Generic[Known]):
    """What is said of one finding. `before` is missing for what is new, `now` for what is fixed."""

    state: str
    now: v1.Finding | None
    before: Past[Known] | None


def follow(before: Sequence[Past[Known]], now: Sequence[Present]) -> list[Followed[Known]]:
    """Say of every present finding whether it is unchanged or new, then what was fixed."""
    waiting: dict[tuple[str, ...], list[Past[Known]]] = defaultdict(list)
    for past in before:
        waiting[_identity(past.finding, past.text)].append(past)
    found: list[Followed[Known]] = []
    for present in now:
        same = waiting.get(_identity(present.finding, present.text))
        if same:
            found.append(Followed(UNCHANGED, present.finding, _nearest(same, present.finding)))
        else:
            found.append(Followed(NEW, present.finding, None))
    gone = {id(past) for left in waiting.values() for past in left}
    found.extend(Followed(FIXED, None, past) for past in before if id(past) in gone)
    return found


def sentence(text: str, start: int, end: int) -> str:
    """Give the sentence round a place, at most 400 characters to either side."""
    first, last = max(0, start - _FURTHEST), min(len(text), end + _FURTHEST)
    begins = [mark.end() for mark in _END.finditer(text, first, start)]
    closing = _END.search(text, end, last)
    return text[begins[-1] if begins else first : closing.end() if closing else last].strip()


def _identity(finding: v1.Finding, text: str) -> tuple[str, ...]:
    """What must be the same. A finding without a place is known by the value of its field."""
    if finding.start == finding.end:
        return (finding.page, finding.code, finding.place, finding.message, text)
    return (
        finding.page,
        finding.code,
        _field(finding.place),
        finding.excerpt,
        sentence(text, finding.start, finding.end),
    )


def _field(place: str) -> str:
    """Assets may be renumbered: their field counts, not their number."""
    return re.sub(r"\.\d+(?=\.|$)", ".*", place)


def _nearest(waiting: list[Past[Known]], now: v1.Finding) -> Past[Known]:
    """Take the one that stood nearest: a sentence may occur more than once."""
    nearest = min(
        waiting,
        key=lambda past: (past.finding.place != now.place, abs(past.finding.start - now.start)),
    )
    waiting.remove(nearest)
    return nearest


def words(text_of: dict[str, str], findings: Iterable[v1.Finding]) -> list[Present]:
    """Pair findings with the texts of their fields (`places.texts` gives them)."""
    return [Present(finding, text_of.get(finding.place, "")) for finding in findings]
