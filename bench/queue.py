"""Whether the desk opens at once on the morning after a holiday, with 500 items waiting.

As in `bench.desk`: the promise over the best of several measurements, in one process, on a database
that syncs every commit. 周敏 opens her own list: each item is asked of the rules.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.desk import signed_in, text
from bench.measurement import Measurement
from tests.support import acting, building
from tests.support.installation import Installation

WAITING = 500
ROUNDS = 7
PROMISED = 400
CHARACTERS = 800


def measure() -> Iterator[Measurement]:
    """Measure the queue, and its queries beside those of a hundredth of it."""
    with tempfile.TemporaryDirectory(prefix="sanshen-bench-") as folder:
        town = Installation(Path(folder) / "town")
        with town.use():
            _submit(town, 0, WAITING // 100)
            few = _queries()
            _submit(town, WAITING // 100, WAITING)
            many = _queries()
            seconds = min(_opened() for _ in range(ROUNDS))
    yield Measurement(
        f"opening the desk, {WAITING} waiting: {1000 * seconds:.0f} ms",
        f"{PROMISED} ms promised",
        PROMISED / 1000 / seconds,
        1.0,
    )
    yield Measurement(
        f"queries with {WAITING} waiting: {many}", f"{few} with {WAITING // 100}", few / many, 1.0
    )


def _submit(town: Installation, begin: int, end: int) -> None:
    words = text()[:CHARACTERS]
    for number in range(begin, end):
        page = building.article(town.news, f"item-{number}", f"关于第{number}项工作的通知", words)
        acting.hand_in([page])


def _opened() -> float:
    browser = signed_in("zhou")
    began = perf_counter()
    answer = browser.get(reverse("desk:queue"))
    seconds = perf_counter() - began
    assert answer.status_code == 200, answer.status_code
    return seconds


def _queries() -> int:
    _opened()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        _opened()
    return len(captured)
