"""Looking for what is new: each process that shows pages looks twice a second.

It reads on in the log of releases, applies what the clock changes, and lets go of files. It
remembers the highest release it has seen, in memory and in the store's folder: releases that go
backwards, or a link of the chain that does not fit, are an alarm and stop it, while what was
believed before stays up.
"""

import contextlib
import logging
import math
import sqlite3
import threading
import time
from pathlib import Path

from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from ledger.broken import Broken
from ledger.canonical import NotCanonical
from ledger.models import Release
from portal import follow, refilling, store
from portal.alarms import sound
from portal.records import drain
from search.tallies import TALLIES

EVERY = 0.5
_SWEEP_EVERY = 600.0
_COUNT_EVERY = 10.0

log = logging.getLogger("portal")


class Watch:
    """One process's look at what is new.

    `late_at` is the moment, on the monotonic clock, from which something may be due that nobody has
    looked at: the thread is slow or not there. Whoever answers then looks first.
    """

    def __init__(self) -> None:
        """Begin without having looked."""
        self._lock = threading.Lock()
        self.late_at = 0.0
        self._due = 0.0
        self._swept = time.monotonic()
        self._seen = 0
        self._signature = ""
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Look twice a second, in a thread that ends with the process."""
        self._thread = threading.Thread(target=self._run, name="portal-watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread, if there is one."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def look(self) -> None:
        """Look once. Does nothing while another thread of this process looks."""
        if not self._lock.acquire(blocking=False):
            return
        try:
            self._look()
        except (Broken, NotCanonical) as broken:
            sound("chain:broken", "releases", str(broken))
        except DatabaseError:
            # The next look will do it; readers have the files meanwhile.
            log.warning("The public site could not look for releases.", exc_info=True)
        finally:
            self.late_at = time.monotonic() + min(2 * EVERY, max(self._due - time.time(), 0.0))
            self._lock.release()

    def _look(self) -> None:
        self._due = time.time() + EVERY
        if not self._chain_holds():
            return
        follow.advance_if_behind()
        follow.due(timezone.now())
        store.follow()
        soonest = follow.next_due()
        self._due = soonest.timestamp() if soonest is not None else math.inf
        if time.monotonic() - self._swept > _SWEEP_EVERY:
            self._swept = time.monotonic()
            store.sweep()

    def _chain_holds(self) -> bool:
        seen = self._seen or _remembered()
        newest = (
            Release.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
        )
        if newest < seen:
            sound(
                "chain:backwards", str(seen), f"Release {seen} was there, and now ends at {newest}."
            )
            return False
        if newest == self._seen:
            return True
        rows = Release.objects.filter(sequence__gt=self._seen).order_by("sequence")
        for row in rows.only("sequence", "previous", "signature").iterator():
            # Numbers may be left out after a restore; the link to the one before may not.
            if (row.previous or "") != self._signature:
                sentence = f"Release {row.sequence} does not follow on release {self._seen}."
                sound("chain:broken", str(row.sequence), sentence)
                return False
            self._seen, self._signature = row.sequence, bytes(row.signature).hex()
        _remember(newest)
        return True

    def _run(self) -> None:
        refilled, counted = False, time.monotonic()
        while not self._stop.wait(EVERY):
            close_old_connections()
            try:
                self.look()
                # Files may have to be read for it: nobody who looks meanwhile waits for that.
                _drained()
                if time.monotonic() - counted > _COUNT_EVERY:
                    counted = time.monotonic()
                    _counted()
                refilled = refilled or _refilled()
            except OSError:
                log.exception("The public site could not follow the releases.")


def _drained() -> None:
    """Tell the search engine what is new; what fails stays in the outbox."""
    try:
        drain()
    except (DatabaseError, sqlite3.Error):
        log.warning("The search index could not be brought up to date.", exc_info=True)


def _counted() -> None:
    """Write what was counted of searches; what cannot be written is not kept."""
    try:
        TALLIES.flush(timezone.localdate())
    except DatabaseError:
        log.warning("Counts of searches could not be written.", exc_info=True)


def _refilled() -> bool:
    """See to it, once in the life of a process, that there is an index of this version."""
    try:
        refilling.refill()
    except (Broken, NotCanonical, DatabaseError, sqlite3.Error):
        log.exception("The search index could not be made again; type rebuild_index.")
    return True


def _file() -> Path:
    return store.root() / "seen"


def _remembered() -> int:
    try:
        return int(_file().read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0


def _remember(sequence: int) -> None:
    store.root().mkdir(parents=True, exist_ok=True)
    temporary = store.root() / ".seen"
    with contextlib.suppress(OSError):
        temporary.write_text(str(sequence), encoding="ascii")
        temporary.replace(_file())
