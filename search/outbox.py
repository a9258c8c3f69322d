"""How a release gets into the index: a row in its transaction, applied afterwards.

Whatever moment a process is killed at, nothing is lost: the row exists exactly when the release
does, and goes only when the engine has committed. Killed between the two, the row is applied
again, which changes nothing. While the engine is away the rows wait.
"""

import logging
from collections.abc import Callable
from typing import Final

from django.db import transaction

from search import vocabulary
from search.engine import Engine, SearchAway, get_engine
from search.models import SearchOutbox
from search.record import SearchRecord

#: Rows that are applied at a time.
BATCH: Final = 100

Loader = Callable[[str], SearchRecord | None]

_log = logging.getLogger("search")


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


def oldest() -> int | None:
    """Give the sequence of the release that waits longest, None when nothing waits."""
    return SearchOutbox.objects.order_by("id").values_list("sequence", flat=True).first()


def waiting() -> list[str]:
    """Give the items of the next rows, so that what takes long can be made ready.

    Returns:
        Their uids, each once, of at most `BATCH` rows.
    """
    rows = SearchOutbox.objects.order_by("id").values_list("uid", flat=True)[:BATCH]
    return list(dict.fromkeys(rows))


def drain(load: Loader, engine: Engine | None = None) -> int:
    """Apply what waits.

    Args:
        load: Gives the record of an item from its newest release, or None when it is not to be
            found: withdrawn, erased, or its release does not verify.
        engine: Another engine than that of the installation.

    Returns:
        Rows applied.

    Raises:
        SearchAway: The engine is away; the rows that it has not taken up wait.
    """
    applied = 0
    while SearchOutbox.objects.exists():
        engine = engine or get_engine()
        applied += _apply_batch(load, engine)
    return applied


def drain_when_possible(load: Loader) -> int:
    """Apply what waits, or leave it waiting: a release never fails because of search.

    Args:
        load: As in `drain`.

    Returns:
        Rows applied.
    """
    try:
        return drain(load)
    except SearchAway as away:
        _log.warning("%d changes wait for the search engine: %s", pending(), away)
        return 0


def _apply_batch(load: Loader, engine: Engine) -> int:
    """Apply the oldest rows, in the way in which this engine lets an older record never win."""
    with engine.turn():
        waiting = SearchOutbox.objects.order_by("id")
        if transaction.get_connection().in_atomic_block:
            waiting = waiting.select_for_update()
        rows = list(waiting[:BATCH])
        # The highest sequence of each item.
        sequences = {row.uid: row.sequence for row in sorted(rows, key=lambda row: row.sequence)}
        loaded = {uid: load(uid) for uid in dict.fromkeys(row.uid for row in rows)}
        engine.put(record for record in loaded.values() if record is not None)
        engine.remove(
            [uid for uid, record in loaded.items() if record is None], sequences=sequences
        )
        for uid, record in loaded.items():
            vocabulary.learn(uid, record.title if record else "")
        SearchOutbox.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)
