"""How much faster the whole search is than reading every text with LIKE.

    python -m bench search

Both read the same 10,000 generated items from the same file, and the best of three runs of each
question counts. Ours is the whole answer: reading the question, exact hits, related items, ranking,
total, facets, ten excerpts. LIKE only finds the rows. LIKE grows with the number of items and ours
hardly does, so the goals are those of a small portal.

The filtered search guards against a plan of SQLite that looks up the section first and runs the
match once for each of its items.
"""

import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Final

from bench.measurement import Measurement
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.store import SidecarStore
from search.excerpt import excerpt, mark_title
from search.filters import Filters
from search.query import parse
from search.record import SearchRecord

DOCUMENTS: Final = 10_000
QUESTIONS: Final = 120
ROUNDS: Final = 3
NOW: Final = datetime(2026, 6, 1, tzinfo=UTC)
HALF_OF_A_SECTION: Final = Filters(section="section-3", since=datetime(2020, 1, 1, tzinfo=UTC))
#: LIKE over ours, at the median and at the 95th percentile.
GOALS: Final = (8.0, 4.0)

#: Han characters of which words are made, how many words there are, and words in an item.
_CHARACTERS: Final = [chr(point) for point in range(0x4E00, 0x4E00 + 2_500)]
_WORDS, _LENGTH = 20_000, 220
#: The most frequent words, like 的 and 是 in a language, are in no title and no question.
_FUNCTION_WORDS: Final = 100


def generated(seed: int = 7) -> Iterator[SearchRecord]:
    """Generate the items: about 600 characters each, words as uneven as in a language (Zipf).

    Args:
        seed: Seed of the generator.

    Yields:
        `DOCUMENTS` records over twelve years.
    """
    chance = random.Random(seed)
    words = [
        "".join(chance.choices(_CHARACTERS, k=chance.choice((2, 2, 3)))) for _ in range(_WORDS)
    ]
    cumulated = list(accumulate(1 / rank for rank in range(1, _WORDS + 1)))
    content = [max(0.0, upto - cumulated[_FUNCTION_WORDS - 1]) for upto in cumulated]
    start = datetime(2014, 1, 1, tzinfo=UTC)
    for number in range(DOCUMENTS):
        told = chance.choices(words, cum_weights=cumulated, k=_LENGTH)
        named = chance.choices(words, cum_weights=content, k=3)
        told[:3] = named
        subject = "".join(named)
        sentences = ("".join(told[first : first + 9]) for first in range(0, _LENGTH, 9))
        date = start + timedelta(hours=10.4 * number)
        yield SearchRecord(
            uid=f"item-{number}",
            sequence=number + 1,
            kind="article",
            address=f"/news/{date:%Y%m}/{number}.html",
            title=f"关于{subject}的通知",
            body="。".join(sentences),
            summary="",
            sections=("top", f"section-{number % 12}"),
            date=date,
            document_number=f"汐政办发〔{date.year}〕{number % 97 + 1}号",
            source="",
            department="",
            attachments=(),
            live_from=date,
            live_until=None,
        )


def questions(records: Sequence[SearchRecord], seed: int = 8) -> list[str]:
    """Take questions from titles: a word, two words, a number, a question; a quarter each.

    Args:
        records: The items.
        seed: Seed of the generator.

    Returns:
        `QUESTIONS` texts.
    """
    chance = random.Random(seed)
    asked: list[str] = []
    for record in chance.sample(records, QUESTIONS // 4):
        said = record.title.removeprefix("关于").removesuffix("的通知")
        asked += [said[:2], f"{said[:2]} {said[-2:]}", record.document_number, f"怎么办{said}?"]
    return asked


def _percentiles(work: Callable[[str], object], asked: list[str]) -> tuple[float, float]:
    """Time a search for each question; give median and 95th percentile of the best runs."""
    best = []
    for text in asked:
        times = []
        for _ in range(ROUNDS):
            began = perf_counter()
            work(text)
            times.append(perf_counter() - began)
        best.append(min(times))
    cut = quantiles(best, n=20, method="inclusive")
    return cut[9], cut[18]


def read_everything(store: SidecarStore, text: str) -> object:
    """Read every text for each word; no rank, no total, no facet, no mark."""
    terms = parse(text).terms
    holds = " AND ".join("(title LIKE %s OR body LIKE %s)" for _ in terms)
    with store.reading() as cursor:
        cursor.execute(
            f"SELECT document FROM search_embedded_text WHERE {holds}",
            [f"%{term}%" for term in terms for _ in range(2)],
        )
        return cursor.fetchall()


def measure() -> Iterator[Measurement]:
    """Measure.

    Yields:
        Seconds of LIKE over ours, at the median and at the 95th percentile; seconds without a
        filter over those with one.
    """
    with tempfile.TemporaryDirectory(prefix="sanshen-bench-") as folder:
        store = SidecarStore(Path(folder) / "index.sqlite3")
        engine = EmbeddedEngine(store)
        records = {record.uid: record for record in generated()}
        engine.rebuild(records.values())

        def whole(text: str) -> object:
            """Search, and mark ten hits in their texts."""
            query = parse(text)
            found = [records[hit.uid] for hit in engine.search(query, now=NOW).hits]
            return [(mark_title(r.title, query), excerpt(r.body, query)) for r in found]

        def scan(text: str) -> object:
            return read_everything(store, text)

        def plain(text: str) -> object:
            """Search everywhere."""
            return engine.search(parse(text), now=NOW)

        def filtered(text: str) -> object:
            """Search in one section of twelve, in half of the years."""
            return engine.search(parse(text), now=NOW, filters=HALF_OF_A_SECTION)

        asked = questions(list(records.values()))
        times = {work: _percentiles(work, asked) for work in (whole, scan, plain, filtered)}
        store.close()
    for position, name in enumerate(("median", "95th percentile")):
        ratio = times[scan][position] / times[whole][position]
        yield Measurement(f"search, {name}", "LIKE scan, 10,000 items", ratio, GOALS[position])
    ratio = times[plain][0] / times[filtered][0]
    yield Measurement("search with filters, median", "without filters", ratio, 0.5)
