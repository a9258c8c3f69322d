"""Which public items another version of a list would hit that the present one does not."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ledger import entries
from ledger.formats import v1
from workflow.lexicons import force
from workflow.proofreading import Context, Lists, bodies, leaders, links
from workflow.proofreading.context import known
from workflow.proofreading.finding import Hit
from workflow.proofreading.places import Check, Passage, texts
from workflow.queries import public

MOST_READ = 5_000
MOST_SHOWN = 50
_CHECKS: dict[str, tuple[Check, ...]] = {
    "holders": (leaders.names, leaders.orders),
    "words": (leaders.own_words,),
    "phrases": (),
    "bodies": (bodies.old_names,),
}


@dataclass(frozen=True)
class Struck:
    """One public item that would be hit: by which words first, what would be said, how often."""

    page: str
    address: str
    title: str
    excerpt: str
    message: str
    places: int


@dataclass(frozen=True)
class Effect:
    """What a version would find. `read` items were looked at, of `public` that there are; `count`
    of them would be hit, of which the first are `struck`."""

    read: int
    public: int
    count: int
    struck: tuple[Struck, ...]
    known: bool = True


def of(kind: str, rows: Sequence[Sequence[str]]) -> Effect:
    """Read the newest public items with the proposed lines and with those in force."""
    if kind not in _CHECKS and kind != "hosts":
        return Effect(0, 0, 0, (), known=False)
    new = force.with_rows(kind, [[*row] for row in rows])
    old = force.with_rows(kind, force.rows_in_force(kind))
    standing = public.standing(entries.now())
    read = count = 0
    struck: list[Struck] = []
    for row, content in public.contents(standing, most=MOST_READ, newest=True):
        read += 1
        before = {_named(hit, text) for hit, text in _found(kind, content, old)}
        news = [
            (hit, text[hit.start : hit.end])
            for hit, text in _found(kind, content, new)
            if _named(hit, text) not in before
        ]
        count += bool(news)
        if news and len(struck) < MOST_SHOWN:
            hit, words = news[0]
            title = content.title
            struck.append(Struck(row.page, row.address, title, words[:60], hit.message, len(news)))
    return Effect(read, standing.count(), count, tuple(struck))


def _found(kind: str, content: v1.Content, unit: Lists) -> Iterator[tuple[Hit, str]]:
    context = known(content, Context(unit=unit))
    if kind == "hosts":
        for _place, text, hit in links.links(content, context):
            yield hit, text
        return
    for place, text in texts(content):
        for hit in _of_text(kind, Passage(place, text, context), unit):
            yield hit, text


def _of_text(kind: str, passage: Passage, unit: Lists) -> Iterable[Hit]:
    if kind == "phrases":
        for start, end, phrase in unit.kept_phrases.near_misses(passage.text):
            yield leaders.WORD.hit(
                start, end, f"“{passage.raw[start:end]}”应为“{phrase}”。", phrase
            )
    for check in _CHECKS.get(kind, ()):
        yield from check(passage)


def _named(hit: Hit, text: str) -> tuple[str, str, str]:
    return hit.code, text[hit.start : hit.end], hit.suggestion
