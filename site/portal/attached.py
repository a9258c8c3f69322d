"""The words in the files of released items, read from the released bytes by this very process.

`ledger.extracts` keeps what others read, in a table that is never evidence: good enough to find by,
not to be shown. What is shown was read here, of bytes whose digest a verified release names.
Reading takes a moment, so that it is done by a thread of its own: until then a visitor learns that
something is in the file, and not yet what.
"""

import logging
import queue
import threading
from collections import OrderedDict
from typing import Final

from django.db import close_old_connections, transaction

from ledger import assets, extracts
from ledger.broken import Broken

Parts = tuple[extracts.Part, ...]

#: Characters that are kept, of all files and of one.
_KEPT, _OF_ONE = 8_000_000, 1_000_000
_WAITING: Final = 200

log = logging.getLogger("portal")


class Attached:
    """What was read; one for each process."""

    def __init__(self) -> None:
        """Begin with nothing read, and nobody reading."""
        self._lock = threading.Lock()
        self._read: OrderedDict[str, Parts] = OrderedDict()
        self._held = 0
        self._asked: queue.Queue[tuple[str, str]] = queue.Queue(_WAITING)
        self._thread: threading.Thread | None = None

    def parts(self, digest: str, media_type: str) -> Parts | None:
        """Give the parts of a file, to be shown.

        Args:
            digest: Digest that a verified release names.
            media_type: Its media type.

        Returns:
            Its parts; None while it is not read, which it will be soon.
        """
        if not extracts.is_read(media_type):
            return ()
        with self._lock:
            if digest in self._read:
                self._read.move_to_end(digest)
                return self._read[digest]
        try:
            self._asked.put_nowait((digest, media_type))
            self._begin()
        except queue.Full:
            # Who asks again later finds room.
            pass
        return None

    def text(self, digest: str, media_type: str) -> str | None:
        """Give the words of a file, to find it by; they may come from the table.

        Returns:
            The words; None when nobody read the file and now is no time to do it.
        """
        if not extracts.is_read(media_type):
            return ""
        with self._lock:
            if digest in self._read:
                return "\n".join(part.text for part in self._read[digest])
        kept = extracts.texts(digest)
        if kept is not None:
            return kept.text
        if transaction.get_connection().in_atomic_block:
            return None
        return "\n".join(part.text for part in self.read(digest, media_type))

    def read(self, digest: str, media_type: str) -> Parts:
        """Read a file now; not in a transaction, because it can take half a minute."""
        try:
            with assets.open(digest) as file:
                parts = extracts.extract(file.read(), media_type).parts
        except (Broken, OSError):
            # What is missing or was changed says nothing; the patrol sounds the alarm.
            parts = ()
        size = 0
        kept = []
        for part in parts:
            size += len(part.text)
            if size > _OF_ONE:
                break
            kept.append(part)
        self._keep(digest, tuple(kept))
        return tuple(kept)

    def _keep(self, digest: str, parts: Parts) -> None:
        with self._lock:
            if digest in self._read:
                self._held -= _weight(self._read.pop(digest))
            self._read[digest] = parts
            self._held += _weight(parts)
            while self._held > _KEPT:
                self._held -= _weight(self._read.popitem(last=False)[1])

    def _begin(self) -> None:
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="attached", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while True:
            try:
                digest, media_type = self._asked.get(timeout=60)
            except queue.Empty:
                close_old_connections()
                return
            with self._lock:
                known = digest in self._read
            if not known:
                try:
                    self.read(digest, media_type)
                except Exception:
                    log.exception("The text of a file could not be read.")
            close_old_connections()


def _weight(parts: Parts) -> int:
    return 100 + sum(len(part.text) for part in parts)


#: What this process read.
ATTACHED: Final = Attached()
