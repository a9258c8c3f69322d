"""100,000 items: those of a folder of laws, notices and news that is read where it stands, and more
that are made of their sentences.

The folder is `../shared/data` beside the project, or what BENCH_DATA names; files are compressed
lines of JSON with `id`, `title`, `body`, `date` and `column`. Nothing of it is copied.
"""

import gzip
import json
import os
import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from search.record import SearchRecord

FOLDER: Final = Path(
    os.environ.get("BENCH_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data"
)
#: The files, and which of their items are asked for.
FILES: Final = ("law_articles", "laws_national", "policy_ncp", "news_xwlb_sample")
_SENTENCE: Final = re.compile(r"[^。！？\n]{8,120}[。！？]")
#: Characters of an item that is made.
_LENGTH: Final = 560


def is_there() -> bool:
    """Say whether the folder is on this machine."""
    return all((FOLDER / f"{name}.jsonl.gz").is_file() for name in FILES)


def read(*names: str) -> Iterator[dict[str, Any]]:
    """Give the items of files, as they are written there."""
    for name in names or FILES:
        with gzip.open(FOLDER / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def records(count: int, seed: int = 7) -> Iterator[SearchRecord]:
    """Give that many items: all that are there, then made ones.

    Args:
        count: How many.
        seed: Seed of the generator.

    Yields:
        Records, in an order in which real and made ones are mixed.
    """
    chance = random.Random(seed)
    real = list(read())
    sentences = [
        sentence for item in real[:: max(1, len(real) // 6_000)]
        for sentence in _SENTENCE.findall(item["body"])[:20]
    ]  # fmt: skip
    chance.shuffle(real)
    for number in range(count):
        item = real[number] if number < len(real) else _made(number, sentences, chance)
        yield record(number, item)


def record(number: int, item: dict[str, Any]) -> SearchRecord:
    """Make a record of an item."""
    try:
        date = datetime.fromisoformat(item["date"][:10]).replace(tzinfo=UTC)
    except ValueError:
        date = datetime(2020, 1, 1, tzinfo=UTC)
    return SearchRecord(
        uid=item["id"],
        sequence=number + 1,
        kind="article",
        address=f"/{number}.html",
        title=item["title"],
        body=item["body"],
        summary="",
        sections=("top", f"section-{number % 12}"),
        date=date,
        document_number="",
        source="",
        department=f"department-{number % 30}",
        attachments=(),
        live_from=date,
        live_until=None,
    )


def _made(number: int, sentences: list[str], chance: random.Random) -> dict[str, Any]:
    told: list[str] = []
    while sum(map(len, told)) < _LENGTH:
        told.append(chance.choice(sentences))
    title = chance.choice(sentences)
    year, month, day = 2012 + number % 14, number % 12 + 1, number % 28 + 1
    return {
        "id": f"made:{number}",
        "title": re.split(r"[，。！？；：]", title)[0][:40],
        "body": "".join(told),
        "date": f"{year}-{month:02}-{day:02}",
    }
