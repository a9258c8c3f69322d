"""The index is made again from the releases: when somebody asks for it, or when only that helps."""

import fcntl
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from portal.records import public_uids, search_record
from search import vocabulary
from search.engine import SearchAway, get_engine
from search.record import SearchRecord

log = logging.getLogger(__name__)

#: Shows how far it is: given the uids and how many were done before, passes the uids on.
Progress = Callable[[list[str], int], Iterable[str]]


class RunningError(Exception):
    """Another process makes the index again."""


def refill() -> bool:
    """Make the search index again when only that helps; visitors are served meanwhile.

    Returns:
        Whether it was made. It is not when nothing is wrong, and when another process is at it.
    """
    if not get_engine().health().needs_rebuild:
        return False
    try:
        log.info("The search index is made again from the releases.")
        make_again()
    except RunningError:
        return False
    except SearchAway as away:
        log.warning("The search index was not made again; type rebuild_index: %s", away)
        return False
    return True


def make_again(*, progress: Progress = lambda uids, done: uids, anew: bool = False) -> int:
    """Make the index again; go on where a process was cut off.

    Args:
        progress: Shows how far it is.
        anew: Begin from the first item, whatever was done.

    Returns:
        Items in the index.

    Raises:
        RunningError: Another process is at it.
        SearchAway: The engine is away; what was done counts the next time.
    """
    with _turn():
        engine = get_engine()
        done = frozenset() if anew else frozenset(engine.unfinished())
        uids = public_uids()
        left = [uid for uid in uids if uid not in done]
        records = vocabulary.learning(_records(progress(left, len(done))), kept=done)
        return engine.rebuild(records, resume=bool(done))


def _records(uids: Iterable[str]) -> Iterator[SearchRecord]:
    for uid in uids:
        if (record := search_record(uid)) is not None:
            yield record


@contextmanager
def _turn() -> Iterator[None]:
    """Keep other processes of this host out; a process that dies makes room."""
    folder = Path(settings.SANSHEN_DATA) / "search"
    folder.mkdir(parents=True, exist_ok=True)
    turn = os.open(folder / "rebuild.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(turn)
        raise RunningError from None
    try:
        yield
    finally:
        os.close(turn)
