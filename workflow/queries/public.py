"""What is public now, or will be by its own date: the newest release of each page, its content."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Max, Q, QuerySet

from ledger import bodies
from ledger.broken import Broken
from ledger.formats import v1
from ledger.models import ReleaseIndex

BATCH = 200


def standing(now: datetime) -> QuerySet[ReleaseIndex]:
    """Give the releases that stand: the newest of each page, not withdrawn, not ended."""
    newest = ReleaseIndex.objects.values("page").annotate(newest=Max("sequence")).values("newest")
    rows = ReleaseIndex.objects.filter(sequence__in=newest, content__isnull=False)
    return rows.exclude(kind="withdraw").filter(Q(live_until=None) | Q(live_until__gt=now))


def contents(
    rows: QuerySet[ReleaseIndex], *, after: int = 0, most: int | None = None, newest: bool = False
) -> Iterator[tuple[ReleaseIndex, v1.Content]]:
    """Give releases with their contents, a batch at a time; what was erased is left out."""
    order = "-sequence" if newest else "sequence"
    waiting = list(rows.filter(sequence__gt=after).order_by(order)[:most])
    for begin in range(0, len(waiting), BATCH):
        batch = waiting[begin : begin + BATCH]
        found = _read([str(row.content) for row in batch])
        for row in batch:
            data = found.get(str(row.content))
            if data is not None:
                yield row, v1.Content.parse(data)


def _read(digests: list[str]) -> dict[str, bytes]:
    try:
        return bodies.get_many(digests)
    except Broken:
        found = {}
        for digest in digests:
            try:
                found[digest] = bodies.get(digest)
            except Broken:
                continue
        return found
