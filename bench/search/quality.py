"""Whether what was meant comes first: the mean reciprocal rank of questions made from texts.

Three sets: the title of a news item, which the index lacks; pieces of a sentence of a law, in
another order; the subject of a notice, as a question, without the notice's title. Nobody wrote the
questions by hand, so the figures compare ways to search and do not say how content a visitor is.
"""

import random
import re
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from bench.measurement import Measurement
from bench.search import corpus
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.store import SidecarStore
from search.query import parse
from search.record import SearchRecord

QUESTIONS: Final = 150
NOW: Final = datetime(2026, 6, 1, tzinfo=UTC)
_CLAUSE: Final = re.compile(r"[，。；：、！？\s（）()《》“”]+")

#: What is asked, and the item that is meant.
Asked = tuple[str, str]
Finder = Callable[[str], Sequence[str]]


def measure() -> Iterator[Measurement]:
    """Measure ours and the others that need no server.

    Yields:
        Our mean reciprocal rank over theirs.
    """
    records, sets = prepared()
    with tempfile.TemporaryDirectory(prefix="sanshen-bench-") as folder:
        store = SidecarStore(Path(folder) / "index.sqlite3")
        engine = EmbeddedEngine(store)
        engine.rebuild(records)
        ours = mean(ours_by(engine), sets)
        default = mean(unicode61(records), sets)
        store.close()
    print(f"  MRR@10 {ours:.3f} embedded, {default:.3f} Wagtail's default")
    yield Measurement("MRR@10, 18,000 texts", "Wagtail's default", ours / max(default, 0.001), 3.0)


def prepared(seed: int = 5) -> tuple[list[SearchRecord], dict[str, list[Asked]]]:
    """Give the items, without the titles that are asked for, and the questions."""
    chance = random.Random(seed)
    sets = {
        "news, title": _titles(chance),
        "law, pieces": _pieces(chance),
        "notice, question": _subjects(chance),
    }
    untitled = {uid for name in ("news, title", "notice, question") for _, uid in sets[name]}
    records = [
        corpus.record(number, item | ({"title": ""} if item["id"] in untitled else {}))
        for number, item in enumerate(corpus.read())
    ]
    return records, sets


def _titles(chance: random.Random) -> list[Asked]:
    items = [item for item in corpus.read("news_xwlb_sample") if 10 <= len(item["title"]) <= 30]
    return [(item["title"], item["id"]) for item in chance.sample(items, QUESTIONS)]


def _pieces(chance: random.Random) -> list[Asked]:
    found: list[Asked] = []
    for item in chance.sample(list(corpus.read("law_articles")), 6 * QUESTIONS):
        clauses = [each for each in _CLAUSE.split(item["body"]) if len(each) >= 8]
        if len(clauses) < 2 or len(found) == QUESTIONS:
            continue
        one, other = chance.sample(clauses, 2)
        found.append((f"{other[:6]}{one[-6:]}怎么规定", item["id"]))
    return found


def _subjects(chance: random.Random) -> list[Asked]:
    items = [item for item in corpus.read("policy_ncp") if len(item["title"]) >= 12]
    asked = []
    for item in chance.sample(items, QUESTIONS):
        subject = re.sub(
            r"^.{0,20}(关于|发布|印发|出台)|的?(通知|公告|意见|通告)$", "", item["title"]
        )
        asked.append((f"{subject[:24]}有哪些要求", item["id"]))
    return asked


def mean(find: Finder, sets: dict[str, list[Asked]]) -> float:
    """Give the mean over the sets of the mean reciprocal ranks among ten."""
    means = [sum(_rank(find, each) for each in asked) / len(asked) for asked in sets.values()]
    return sum(means) / len(means)


def _rank(find: Finder, asked: Asked) -> float:
    text, meant = asked
    found = list(find(text))[:10]
    return 1 / (found.index(meant) + 1) if meant in found else 0.0


def ours_by(engine: Any) -> Finder:
    """Find with one of our engines."""
    return lambda text: [hit.uid for hit in engine.search(parse(text), now=NOW).hits]


def unicode61(records: Sequence[SearchRecord]) -> Finder:
    """Find as Wagtail's search does on SQLite: FTS5 with its own tokenizer, every word."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE fts USING fts5(uid UNINDEXED, title, body)")
    database.executemany(
        "INSERT INTO fts VALUES (?, ?, ?)", ((r.uid, r.title, r.body) for r in records)
    )

    def find(text: str) -> list[str]:
        words = " ".join(f'"{word}"' for word in re.findall(r"\w+", text))
        rows = database.execute(
            "SELECT uid FROM fts WHERE fts MATCH ? ORDER BY bm25(fts) LIMIT 10", [words or '""']
        )
        return [row[0] for row in rows]

    return find


def table(url: str, postgresql: str) -> None:
    """Print the whole table, with a server of Elasticsearch and one of PostgreSQL."""
    # Only here: neither is needed to measure ours.
    from bench.search import servers  # noqa: PLC0415

    records, sets = prepared()
    finders: dict[str, Finder] = {}
    folder = tempfile.mkdtemp(prefix="sanshen-bench-")
    engine = EmbeddedEngine(SidecarStore(Path(folder) / "index.sqlite3"))
    engine.rebuild(records)
    finders["embedded"] = ours_by(engine)
    with servers.elastic(url, records) as (elastic, raw), servers.simple(postgresql, records) as pg:
        finders["elastic (ours)"] = ours_by(elastic)
        finders["Elasticsearch cjk_bigram, combined_fields"] = raw
        finders["PostgreSQL simple, ts_rank"] = pg
        finders["Wagtail's default"] = unicode61(records)
        print("| " + " | ".join(["", *sets, "mean"]) + " |")
        for name, find in finders.items():
            each = [mean(find, {key: asked}) for key, asked in sets.items()]
            cells = [f"{value:.3f}" for value in [*each, sum(each) / len(each)]]
            print("| " + " | ".join([name, *cells]) + " |", flush=True)


if __name__ == "__main__":
    import django

    django.setup()
    table(*sys.argv[1:3])
