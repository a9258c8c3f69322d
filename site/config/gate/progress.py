"""How far a run is, for the auditor's page: a small file, and one run at a time."""

import fcntl
import json
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ledger import files

RUNNING = _("A check of the gate is running already.")


class AlreadyRunning(Exception):
    """Two runs at once would count each other's work."""


def folder() -> Path:
    """Give the folder of the file and of its lock."""
    return Path(settings.SANSHEN_DATA) / "gate"


class Watched:
    """A run, from its beginning to its end; the lock ends with the process, however it ends."""

    def __enter__(self) -> Self:
        """Take the lock.

        Raises:
            AlreadyRunning: when another process has it.
        """
        folder().mkdir(parents=True, exist_ok=True)
        self._handle = os.open(folder() / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._handle)
            raise AlreadyRunning(str(RUNNING)) from None
        self.at(0, 0)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go."""
        (folder() / "progress.json").unlink(missing_ok=True)
        os.close(self._handle)

    def at(self, done: int, total: int) -> None:
        """Say how far it is."""
        data = json.dumps({"done": done, "total": total}).encode()
        files.write(folder() / "progress.json", data)


def progress() -> tuple[int, int] | None:
    """Give how many attempts are done and how many there are; None when nothing runs."""
    try:
        handle = os.open(folder() / "lock", os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return _read()
    finally:
        os.close(handle)
    return None


def _read() -> tuple[int, int]:
    try:
        kept = json.loads((folder() / "progress.json").read_text(encoding="ascii"))
        return int(kept["done"]), int(kept["total"])
    except (OSError, ValueError, KeyError):
        return 0, 0
