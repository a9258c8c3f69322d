"""What 10,000 releases cost that 100 do not: opening, approving, rendering, files thrown away.

Two towns stand beside each other in one process and are measured in turns; the baseline is the
smaller one. A ratio is its time over the larger one's (the best of several), so 1 means that the
number of releases does not matter; the goal is at most half as much again.

The releases are made through the ledger, each verified and followed as it is released, in bundles
of 100 that three people signed: what is measured afterwards is made by the commands.
"""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from django.db.models import Max
from django.test import Client
from django.urls import reverse

from bench.desk import approve, signed_in, timed
from bench.measurement import Measurement
from portal import keys, store
from portal.models import PublicItem, RenderedFile
from tests import evidence
from tests.support import acting, building
from tests.support.installation import Installation
from workflow.models import Submission

FEW, MANY = 100, 10_000
BUNDLE = 100
ROUNDS = 15
GOAL = 1 / 1.5


def measure() -> Iterator[Measurement]:
    """Build both towns, measure them in turns."""
    with tempfile.TemporaryDirectory(prefix="sanshen-bench-") as folder:
        towns = [Installation(Path(folder) / str(count)) for count in (FEW, MANY)]
        for town, count in zip(towns, (FEW, MANY), strict=True):
            grow(town, count)
        rounds = [[_round(town, number) for town in towns] for number in range(ROUNDS + 1)]
        removed = [_removed(town) for town in towns]
    against = f"{FEW} releases"
    for name in rounds[0][0]:
        few, many = (min(each[place][name] for each in rounds[1:]) for place in (0, 1))
        label = f"{name} among {MANY}: {1000 * many:.0f} ms"
        yield Measurement(label, f"{against}: {1000 * few:.0f} ms", few / many, GOAL)
    few, many = removed
    yield Measurement(f"files a release removes: {many}", f"{against}: {few}", few / many, 1.0)


def grow(town: Installation, count: int, say: Callable[[str], object] = lambda _line: None) -> None:
    """Release so many items of one section."""
    with town.use():
        section = town.news.review.uid
        for first in range(0, count, BUNDLE):
            contents = [
                evidence.content(
                    f"第{number}号新闻：城市更新项目进展",
                    lineage=(section,),
                    sections=(section,),
                    address=f"/yaowen/202601/{200_000 + number}.html",
                    text=f"第{number}号新闻的正文。",
                    body_html=f"<p>第{number}号新闻的正文。</p>",
                )
                for number in range(first, min(first + BUNDLE, count))
            ]
            evidence.release_pages(contents)
            say(f"{first + len(contents)} of {count}")


def _round(town: Installation, number: int) -> dict[str, float]:
    with town.use():
        page = building.article(town.news, f"new-{number}", f"第{number}项进展", "正文在此。")
        submission = acting.hand_in([page])
        browser = signed_in("zhou")
        queue, _answer = timed(lambda: _open(browser, reverse("desk:queue")))
        item, _answer = timed(lambda: _open(browser, reverse("desk:item", args=[submission.uid])))
        for username, stage in (("zhou", "first"), ("wu", "second")):
            acting.sign(username, submission, stage)
        approving, _opinion = timed(lambda: approve(submission))
        return {
            "opening the desk": queue,
            "opening an item": item,
            "approving one": approving,
            "first rendering of an item": _rendered(town, _address(submission)),
            "first rendering of a list": _rendered(town, "/yaowen/"),
        }


def _open(browser: Client, address: str) -> None:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.status_code


def _rendered(town: Installation, address: str) -> float:
    town.front.watch.look()
    path = store.relative(address)
    assert path is not None
    (store.current() / path).unlink(missing_ok=True)
    seconds, answer = timed(lambda: town.ask(address))
    assert answer.status == 200, (address, answer.status)
    return seconds


def _address(submission: Submission) -> str:
    return str(submission.items.get().review.address)


def _removed(town: Installation) -> int:
    """Render what stands around a new item, release it, and count the files that went."""
    with town.use():
        shown = ("/", "/yaowen/", "/yaowen/list-1.html", "/yaowen/list-2.html", "/yaowen/feed.xml")
        # The part of the sitemap that the next release stands in.
        last = PublicItem.objects.aggregate(last=Max("ordinal"))["last"]
        part = f"/sitemap-{keys.part_number(last + 1)}.xml"
        old = [f"/yaowen/202601/{200_000 + number}.html" for number in range(20)]
        for address in (*shown, "/feed.xml", "/sitemap.xml", part, *old):
            assert town.visit(address).status == 200, address
        before = RenderedFile.objects.count()
        acting.release(building.article(town.news, "last", "最后一项进展", "正文在此。"))
        store.follow()
        return before - RenderedFile.objects.count()
