"""How a release gets into the index: a row in its transaction, applied afterwards.

Whatever moment a process is killed at, nothing is lost: the row exists exactly when the release
does, and goes only when the engine has committed. Killed between the two, the row is applied
again, which changes nothing.
"""

from collections.abc import Callable
from typing import Final

from django.db import transaction

from search.engine import Engine, get_engine
from search.models import SearchOutbox
from search.record import SearchRecord

#: Rows that are applied in one transaction.
BATCH: Final = 100

Loader = Callable[[str], SearchRecord | None]


def enqueue(uid: str, sequence: int) -> None:
    """Note that an item changed. Call it in the transaction of the release.

    Args:
        uid: Public identity of the item.
        sequence: Sequence of the release.

    Raises:
        TransactionManagementError: There is no transaction, so row and release could part.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "A search outbox row is written in the transaction of its release."
        )
    SearchOutbox.objects.create(uid=uid, sequence=sequence)


def pending() -> int:
    """Count what waits.

    Returns:
        Rows that no engine has taken up.
    """
    return SearchOutbox.objects.count()


def drain(load: Loader, engine: Engine | None = None) -> int:
    """Apply what waits.

    Args:
        load: Gives the record of an item from its newest release, or None when it is not to be
            found: withdrawn, erased, or its release does not verify.
        engine: Another engine than that of the installation.

    Returns:
        Rows applied.
    """
    engine = engine or get_engine()
    applied = 0
    while count := _apply_batch(load, engine):
        applied += count
    return applied


def _apply_batch(load: Loader, engine: Engine) -> int:
    """Apply the oldest rows; two processes take turns, so that an older record never wins."""
    if not SearchOutbox.objects.exists():
        return 0
    with transaction.atomic():
        rows = list(SearchOutbox.objects.select_for_update().order_by("id")[:BATCH])
        loaded = {uid: load(uid) for uid in dict.fromkeys(row.uid for row in rows)}
        engine.put(record for record in loaded.values() if record is not None)
        engine.remove(uid for uid, record in loaded.items() if record is None)
        SearchOutbox.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)
