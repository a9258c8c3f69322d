"""The embedded engine at 100,000 items, against reading every text, bare FTS5, and tantivy.

All that is compared runs in turn on the same texts and tokens, and the best of three runs of
each question counts; a busy machine moves seconds and hardly ratios. tantivy gets the tokens that
FTS5 gets, cut by the same code, and keeps the texts as ours does.
"""

import random
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any, Final

import tantivy

from bench.measurement import Measurement
from bench.search import corpus
from bench.search.portal import read_everything
from search.engines.embedded import match
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.store import SidecarStore
from search.excerpt import excerpt, mark_title
from search.filters import Filters
from search.fold import fold
from search.query import parse
from search.record import SearchRecord
from search.segment import is_han, runs, tokens
from search.telling import content_tokens

DOCUMENTS: Final = 100_000
QUESTIONS: Final = 100
ROUNDS: Final = 3
UPDATES: Final = 30
#: Seconds in which readers are watched, without and with writers.
WATCHED: Final = 8.0
NOW: Final = datetime(2026, 6, 1, tzinfo=UTC)
FILTERS: Final = Filters(section="section-3", since=datetime(2016, 1, 1, tzinfo=UTC))

Timer = Callable[[str], object]


def measure(count: int = DOCUMENTS) -> Iterator[Measurement]:
    """Measure.

    Args:
        count: How many items.

    Yields:
        Their seconds over ours.
    """
    records = list(corpus.records(count))
    with tempfile.TemporaryDirectory(prefix="sanshen-bench-") as folder:
        store = SidecarStore(Path(folder) / "index.sqlite3")
        engine = EmbeddedEngine(store)
        loaded = _timed(lambda: engine.rebuild(records))
        other = _Tantivy(Path(folder) / "tantivy")
        others = _timed(lambda: other.load(records))
        size = f"{count:,} items"
        yield Measurement(f"search, load of {size}", "tantivy", others / loaded, 1 / 1.5)
        yield from _questions(engine, store, records, size)
        yield from _updates(engine, other, records, size)
        yield from _together(engine, store, records, size)
        store.close()


def questions(records: Sequence[SearchRecord], seed: int = 8) -> list[str]:
    """Take questions from titles: a word, two words, a piece, a question; a quarter each."""
    chance = random.Random(seed)
    asked: list[str] = []
    while len(asked) < QUESTIONS:
        said = "".join(run for run in runs(fold(chance.choice(records).title)) if is_han(run))
        if len(said) >= 8:
            asked += [said[:2], f"{said[:2]} {said[4:6]}", said[2:8], f"{said[:8]}怎么办理?"]
    return asked


def _questions(
    engine: EmbeddedEngine, store: SidecarStore, records: list[SearchRecord], size: str
) -> Iterator[Measurement]:
    by_uid = {record.uid: record for record in records}

    def whole(text: str) -> object:
        """Search, and mark ten hits in their texts."""
        query = parse(text)
        found = [by_uid[hit.uid] for hit in engine.search(query, now=NOW).hits]
        return [(mark_title(r.title, query), excerpt(r.body, query)) for r in found]

    def bare(text: str) -> object:
        """Give the ten best by bm25, of any pair where not ten hold all; and nothing else."""
        query = parse(text)
        found: list[Any] = []
        with store.reading() as cursor:
            for expression in (
                match.strict(query),
                match.relaxed(query, content_tokens(query)),
            ):
                if len(found) < 10:
                    cursor.execute(
                        "SELECT rowid FROM search_embedded_fts WHERE search_embedded_fts MATCH %s "
                        "ORDER BY bm25(search_embedded_fts, 5.0, 1.0, 5.0, 1.0, 1.0) LIMIT 10",
                        [expression],
                    )
                    found = cursor.fetchall()
        return found

    def scan(text: str) -> object:
        return read_everything(store, text)

    def plain(text: str) -> object:
        return engine.search(parse(text), now=NOW)

    def filtered(text: str) -> object:
        return engine.search(parse(text), now=NOW, filters=FILTERS)

    asked = questions(records)
    times = {work: _percentiles(work, asked) for work in (whole, bare, plain, filtered)}
    # A scan takes as long whatever is asked, so a few questions say it.
    times[scan] = _percentiles(scan, asked[:12])
    shown = f"{1000 * times[whole][1]:.0f} ms"
    yield Measurement(f"whole search, 95 %, {size}: {shown}", "LIKE scan",
                      times[scan][1] / times[whole][1], 10.0)  # fmt: skip
    yield Measurement(f"whole search, median, {size}", "bare FTS5, ten best",
                      times[bare][0] / times[whole][0], 0.1)  # fmt: skip
    yield Measurement(f"search with filters, {size}", "without filters",
                      times[plain][0] / times[filtered][0], 0.5)  # fmt: skip


def _updates(
    engine: EmbeddedEngine, other: "_Tantivy", records: list[SearchRecord], size: str
) -> Iterator[Measurement]:
    chosen = random.Random(9).sample(records, UPDATES)
    ours = [_timed(lambda item=item: engine.put([item])) for item in chosen]
    theirs = [_timed(lambda item=item: other.update(item)) for item in chosen]
    yield Measurement(f"one update, {size}: {1000 * median(ours):.1f} ms", "tantivy, commit",
                      median(theirs) / median(ours), 20.0)  # fmt: skip


def _together(
    engine: EmbeddedEngine, store: SidecarStore, records: list[SearchRecord], size: str
) -> Iterator[Measurement]:
    """Read alone, then while two write twenty items a second each."""
    asked = [text for text in questions(records, seed=10) if len(text) > 3]
    alone, _ = _reading(engine, store, asked, [])
    chosen = [random.Random(seed).sample(records, 500) for seed in (1, 2)]
    beside, failures = _reading(engine, store, asked, chosen)
    yield Measurement(f"search while two write, {size}", "nobody writes",
                      median(alone) / median(beside), 0.25)  # fmt: skip
    yield Measurement(f"locks met: {len(failures)}", "none", float(not failures), 1.0)


def _reading(
    engine: EmbeddedEngine,
    store: SidecarStore,
    asked: list[str],
    writing: list[list[SearchRecord]],
) -> tuple[list[float], list[Exception]]:
    stop, failures = threading.Event(), list[Exception]()

    def write(items: list[SearchRecord]) -> None:
        for item in items:
            if stop.wait(0.05):
                break
            try:
                engine.put([item])
            except sqlite3.Error as error:
                failures.append(error)
        store.close()

    writers = [threading.Thread(target=write, args=(items,)) for items in writing]
    for writer in writers:
        writer.start()
    times: list[float] = []
    began = perf_counter()
    while perf_counter() - began < WATCHED:
        for text in asked:
            times.append(_timed(lambda text=text: engine.search(parse(text), now=NOW)))
    stop.set()
    for writer in writers:
        writer.join()
    return times, failures


def _percentiles(work: Timer, asked: list[str]) -> tuple[float, float]:
    """Time each question; give median and 95th percentile of the best runs."""
    best = [min(_timed(lambda text=text: work(text)) for _ in range(ROUNDS)) for text in asked]
    cut = quantiles(best, n=20, method="inclusive")
    return cut[9], cut[18]


def _timed(work: Callable[[], Any]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


class _Tantivy:
    """An index of tantivy over the same tokens, with the texts kept."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        made = tantivy.SchemaBuilder().add_text_field("uid", stored=True, tokenizer_name="raw")
        for name in ("title", "body"):
            made = made.add_text_field(name, tokenizer_name="whitespace")
        made = made.add_text_field("text", stored=True, tokenizer_name="raw")
        self.index = tantivy.Index(made.build(), path=str(folder))
        self.writer = self.index.writer(heap_size=200_000_000, num_threads=1)

    def load(self, records: list[SearchRecord]) -> None:
        """Add all, and commit."""
        for item in records:
            self.writer.add_document(_document(item))
        self.writer.commit()
        self.index.reload()

    def update(self, item: SearchRecord) -> None:
        """Replace one, and let it be found."""
        self.writer.delete_documents("uid", item.uid)
        self.writer.add_document(_document(item))
        self.writer.commit()
        self.index.reload()


def _document(item: SearchRecord) -> tantivy.Document:
    title, body = fold(item.title), fold(item.body)
    return tantivy.Document(
        uid=item.uid, title=" ".join(tokens(title)), body=" ".join(tokens(body)), text=body[:30_000]
    )
