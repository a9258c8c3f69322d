"""Every audit entry once more, as a line of JSON, for a log collector outside.

Written after the commit, so that a line never says what a rollback took back; how far it got stands
in a file beside the head, so that after a stop it goes on where it ended. The cursor moves after
the lines: a process that dies in between writes some lines twice and leaves none out. A mirror that
cannot be written never fails an act; the task `mirror_entries` comes by every minute and says so.
"""

import json
import logging
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings

from ledger import files
from ledger.formats import v1
from ledger.models import AuditEntry

STDOUT = "-"
_BATCH = 500
# What one act may catch up with; the rest is left to the task.
_AT_ONCE = 200

log = logging.getLogger("ledger")


class Speaking:
    """Whether this process's standard output is the server's, and not that of a command."""

    here = False


def follow() -> None:
    """Write what is new, after a commit; failing is left to the task."""
    if not settings.SANSHEN_MIRROR or (settings.SANSHEN_MIRROR == STDOUT and not Speaking.here):
        return
    try:
        catch_up(_AT_ONCE)
    except OSError:
        log.warning("The mirror of the audit log could not be written.", exc_info=True)


def catch_up(most: int | None = None) -> int:
    """Write what the mirror has not got yet, and give how many entries that was.

    Raises:
        OSError: when the mirror cannot be written; nothing is left of a half line.
    """
    count = 0
    with files.locked(_cursor().with_suffix(".lock")):
        while most is None or count < most:
            done = read_cursor()
            room = _BATCH if most is None else min(_BATCH, most - count)
            rows = list(AuditEntry.objects.filter(sequence__gt=done).order_by("sequence")[:room])
            if not rows:
                break
            _write([line(row) for row in rows])
            files.write(_cursor(), str(rows[-1].sequence).encode())
            count += len(rows)
    return count


def line(row: AuditEntry) -> str:
    """Give one entry as a line: its header, and what makes it checkable."""
    document: dict[str, Any] = v1.Entry.parse(bytes(row.header)).document()
    document |= {"digest": row.digest, "signature": bytes(row.signature).hex()}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def read_cursor() -> int:
    """Give the sequence of the newest entry that was mirrored."""
    try:
        return int(_cursor().read_text("ascii"))
    except (FileNotFoundError, ValueError):
        return 0


def _cursor() -> Path:
    return Path(settings.SANSHEN_HEAD).with_name("mirrored")


def _write(lines: Iterable[str]) -> None:
    data = "".join(f"{each}\n" for each in lines).encode()
    if settings.SANSHEN_MIRROR == STDOUT:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
    handle = os.open(settings.SANSHEN_MIRROR, flags, files.PRIVATE)
    try:
        before = os.fstat(handle).st_size
        try:
            while data:
                data = data[os.write(handle, data) :]
        except OSError:
            os.ftruncate(handle, before)
            raise
        os.fsync(handle)
    finally:
        os.close(handle)
