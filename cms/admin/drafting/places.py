"""From what the desk or the machine names to the field or block where a person changes it."""

from collections.abc import Iterable, Sequence

from cms.admin.drafting.passages import Passage, Place, squeezed
from ledger.formats import v1
from workflow.proofreading.places import texts

# How much of the words around is asked for, the most first.
_AROUND = (10_000, 24, 10, 4, 0)
# Fewer words around than this do not tell two places apart.
ENOUGH = 4


def around(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Give what stands before some characters in their line, the characters, what follows."""
    begin = text.rfind("\n", 0, start) + 1
    finish = text.find("\n", end)
    line_end = len(text) if finish < 0 else finish
    parts = (text[begin:start], text[start:end], text[end:line_end])
    before, words, after = (squeezed(part) for part in parts)
    return before, words, after


def find(
    passages: Iterable[Passage], before: str, words: str, after: str, *, surely: bool = False
) -> Place | None:
    """Find words by what stands around them; the longest agreement wins.

    `surely` takes words alone only where they occur once.
    """
    passages = [passage for passage in passages if words in passage.read]
    if not words:
        return None
    for much in _AROUND:
        left = before[-much:] if much else ""
        wanted = left + words + after[:much]
        found = [
            Place(passage, at + len(left), at + len(left) + len(words))
            for passage in passages
            for at in _all(passage.read, wanted)
        ]
        lonely = len(left) + len(after[:much]) < ENOUGH and len(wanted) < ENOUGH + len(words)
        if found and not (surely and lonely and len(found) > 1):
            return found[0]
    return None


def of_finding(
    finding: v1.Finding, content: v1.Content, passages: Sequence[Passage], *, surely: bool = False
) -> Place | None:
    """Find the text that a finding is about."""
    text = dict(texts(content)).get(finding.place)
    if text is None:
        return None
    within = _of(finding.place, passages) or passages
    return find(within, *around(text, finding.start, finding.end), surely=surely)


def of_quote(quote: str, passages: Sequence[Passage]) -> Place | None:
    """Find a passage that a reviewer quoted; None when it is not there any more."""
    return find(passages, "", squeezed(quote), "")


def _of(place: str, passages: Sequence[Passage]) -> list[Passage]:
    """Give the passages that a place in the document is made of; none when nobody can tell."""
    head, _dot, rest = place.partition(".")
    if head == "text":
        return [passage for passage in passages if passage.block]
    if head == "assets":
        wanted = rest.rpartition(".")[2]
        return [passage for passage in passages if passage.way[-1:] == (wanted,)]
    name = rest.partition(".")[0] if head == "details" else head
    return [passage for passage in passages if passage.field == name]


def _all(text: str, wanted: str) -> Iterable[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)
