"""Everything public read again, a batch at a time: it can be stopped at any moment and goes on.

Reading is done outside of any transaction, in as many processes as wanted; only what came of a
batch, and how far the scan is, is written together.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing import get_context

from django.conf import settings
from django.db import transaction

from ledger import entries
from ledger.formats import v1
from ledger.models import ReleaseIndex
from workflow import commands
from workflow.corrections.models import Scan, Task
from workflow.corrections.reader import read
from workflow.corrections.reading import Mistake, mistakes
from workflow.lexicons import force
from workflow.models import new_uid
from workflow.proofreading import Context
from workflow.proofreading.register import VERSION
from workflow.queries import public

STEP = 100
Progress = Callable[[Scan], None]
_Findings = list[v1.Finding]


def is_due() -> bool:
    """Say whether rules or lists are others than at the last scan, or one is under way."""
    last = Scan.objects.order_by("-pk").first()
    return last is None or last.finished_at is None or not _is_present(last)


def run(
    *,
    seconds: float | None = None,
    workers: int = 1,
    again: bool = False,
    progress: Progress | None = None,
) -> Scan:
    """Go on with the scan under way or begin one; stop after some seconds, to go on next time."""
    until = None if seconds is None else time.monotonic() + seconds
    scan = _under_way() or _begin(again=again)
    with _readers(workers) as reader:
        while scan.finished_at is None:
            if not _step(scan, reader):
                _finish(scan)
            if progress:
                progress(scan)
            if until is not None and time.monotonic() > until:
                break
    return scan


def _under_way() -> Scan | None:
    last = Scan.objects.order_by("-pk").first()
    if last is None or last.finished_at is not None:
        return None
    if _is_present(last):
        return last
    last.finished_at, last.given_up = entries.now(), True
    last.save(update_fields=["finished_at", "given_up"])
    return None


def _begin(*, again: bool) -> Scan:
    last = Scan.objects.order_by("-pk").first()
    if last is not None and last.finished_at and _is_present(last) and not again:
        return last
    moment = entries.now()
    with transaction.atomic():
        scan = Scan.objects.create(
            rules=VERSION,
            lists=force.edition_line(),
            started_at=moment,
            total=public.standing(moment).count(),
        )
        _record("scan:started", {"rules": scan.rules, "lists": scan.lists, "items": scan.total})
    return scan


def _finish(scan: Scan) -> None:
    with transaction.atomic():
        scan.finished_at = entries.now()
        scan.save(update_fields=["finished_at"])
        _record("scan:finished", {"read": scan.read, "found": scan.found})


def _is_present(scan: Scan) -> bool:
    return (scan.rules, scan.lists) == (VERSION, force.edition_line())


def _step(scan: Scan, reader: "Reader") -> bool:
    """Read the next items; False when there are none."""
    rows = public.standing(scan.started_at)
    batch = list(public.contents(rows, after=scan.after, most=STEP))
    if not batch:
        return False
    found = reader([content for _row, content in batch])
    tasks = [
        _task(scan, row, content, mistake)
        for (row, content), findings in zip(batch, found, strict=True)
        for mistake in mistakes(content, findings)
    ]
    with transaction.atomic():
        before = Task.objects.count()
        Task.objects.bulk_create(tasks, ignore_conflicts=True)
        scan.found += Task.objects.count() - before
        scan.read += len(batch)
        scan.after = batch[-1][0].sequence
        scan.save(update_fields=["found", "read", "after"])
    return True


def _task(scan: Scan, row: ReleaseIndex, content: v1.Content, mistake: Mistake) -> Task:
    finding, moment = mistake.finding, entries.now()
    return Task(
        scan=scan,
        page=row.page,
        address=row.address,
        title=content.title[:255],
        lineage=" ".join([content.page, *content.lineage]),
        release=row.sequence,
        key=mistake.key,
        code=finding.code,
        severity=finding.severity,
        place=finding.place[:100],
        excerpt=finding.excerpt[:200],
        message=finding.message[:500],
        suggestion=finding.suggestion[:200],
        opened_at=moment,
        due=moment + timedelta(days=settings.SANSHEN_CORRECTION_DAYS),
    )


def _record(tag: str, detail: dict[str, int | str]) -> None:
    entries.append(
        tag, person=None, subject={"kind": "scan", "uid": new_uid()}, detail=detail, covers=()
    )


Reader = Callable[[list[v1.Content]], list[_Findings]]


@contextmanager
def _readers(workers: int) -> Iterator[Reader]:
    """Give a function that reads contents, here or in processes that know no database."""
    if workers < 2:
        yield lambda contents: [read((content.encoded, _context(content))) for content in contents]
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield lambda contents: list(
            pool.map(read, [(c.encoded, _context(c)) for c in contents], chunksize=10)
        )


def _context(content: v1.Content) -> Context:
    """What is known of an item; a title that two items have is no news of rules or lists."""
    return commands.context_of(content, compare_title=False)
