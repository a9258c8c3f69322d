"""The passages that returns were tied to, and what the next round did with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from itertools import pairwise

from ledger import bodies
from ledger.broken import Broken
from ledger.formats import v1
from workflow import anchors
from workflow.anchors import Anchor
from workflow.desk.dossier import Dossier
from workflow.desk.leaves import place_label
from workflow.models import Opinion, SubmissionItem
from workflow.proofreading.places import texts

#: The next round has the words still, has others in their place, has nothing in their place.
SAME, CHANGED, GONE, WAITING = "same", "changed", "gone", "waiting"
_MOST_PARAGRAPHS, _ALIKE, _SHOWN = 400, 0.4, 80


@dataclass(frozen=True)
class Passage:
    """One passage: its words, its field, and what became of it in the next round."""

    quote: str
    where: str
    fate: str = WAITING
    round: int = 0
    became: str = ""


def passages(dossier: Dossier, words: Mapping[Opinion, str]) -> dict[Opinion, list[Passage]]:
    """Give the passages of every return that was tied to some."""
    tied = {opinion: anchors.parse(text)[1] for opinion, text in words.items()}
    tied = {o: found for o, found in tied.items() if found and o.decision == "return"}
    if not tied:
        return {}
    following = {row.pk: after for after, row in pairwise(dossier.rounds)}
    contents = _contents([row.pk for row in dossier.rounds])
    found = {}
    for opinion, quoted in tied.items():
        before = contents.get(opinion.submission_id, [])
        after = following.get(opinion.submission_id)
        pages = {each.page: each for each in contents.get(after.pk, [])} if after else {}
        found[opinion] = [
            _passage(each, before, pages, after.round if after else 0) for each in quoted
        ]
    return found


def fate(old: str, quote: str, new: str) -> tuple[str, str]:
    """Say what became of some words of a text in a later text, and what stands there now.

    >>> fate("截止12月20日。", "12月20日", "截止12月31日。")
    ('changed', '12月31日')
    """
    if quote in new:
        return SAME, ""
    paragraph = next((line for line in old.split("\n") if quote in line), quote)
    lines = new.split("\n")[:_MOST_PARAGRAPHS]
    alike = get_close_matches(paragraph, lines, n=1, cutoff=_ALIKE)
    if not alike:
        return GONE, ""
    begin = paragraph.find(quote)
    now = _in_its_place(paragraph, max(begin, 0), max(begin, 0) + len(quote), alike[0])
    return (CHANGED, now[:_SHOWN]) if now else (GONE, "")


def _in_its_place(old: str, begin: int, end: int, new: str) -> str:
    first, last = len(new), 0
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if i2 < begin or i1 > end or (i1 == i2 and not begin < i1 < end):
            continue
        if kind == "equal":
            low, high = max(i1, begin), min(i2, end)
            if low < high:
                first, last = min(first, j1 + low - i1), max(last, j1 + high - i1)
        elif i1 < end and (i2 > begin or i1 == i2):
            first, last = min(first, j1), max(last, j2)
    return new[first:last].strip()


def _passage(
    anchor: Anchor, before: list[v1.Content], pages: Mapping[str, v1.Content], after: int
) -> Passage:
    where = place_label(anchor.place)
    if anchor.page > len(before) or not after:
        return Passage(anchor.quote, where)
    old = before[anchor.page - 1]
    if len(before) > 1:
        where = f"{old.title} · {where}"
    new = pages.get(old.page)
    if new is None:
        return Passage(anchor.quote, where, GONE, after)
    old_text, new_text = (dict(texts(each)).get(anchor.place, "") for each in (old, new))
    return Passage(anchor.quote, where, *_after(fate(old_text, anchor.quote, new_text), after))


def _after(found: tuple[str, str], number: int) -> tuple[str, int, str]:
    return found[0], number, found[1]


def _contents(submissions: list[int]) -> dict[int, list[v1.Content]]:
    """Read the contents of several rounds; those of which something was erased are left out."""
    rows = SubmissionItem.objects.filter(submission__in=submissions).order_by("position")
    digests: dict[int, list[str]] = {}
    for submission, content in rows.values_list("submission_id", "content"):
        digests.setdefault(submission, []).append(content)
    try:
        data = bodies.get_many(each for found in digests.values() for each in found)
    except Broken:
        return {}
    read = {digest: v1.Content.parse(encoded) for digest, encoded in data.items()}
    return {pk: [read[each] for each in found] for pk, found in digests.items()}
