"""Who opened what is not public: a log in files, and an hourly digest of it in the chain.

Reading takes no write lock: a line is appended to the file of the hour before the answer goes out,
so a killed process loses none that was answered. When the hour is over, the file is sealed (moved
from `open/` to its place for ever) and one entry ``reading:digested`` names its digest. What is
sealed is never written again: an hour that comes twice, by a clock set back, gets a second file.

    SANSHEN_READINGS/open/2026-11-25T08.jsonl   being written
    SANSHEN_READINGS/2026-11-25T08.jsonl        sealed, as its entry says
    SANSHEN_READINGS/2026-11-25T08-2.jsonl      sealed later, of the same hour

The format is in docs/formats.md, section 5a.
"""

import fcntl
import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from ledger import canonical, entries, files
from ledger.broken import Broken
from ledger.models import EntryIndex

TAG, KIND = "reading:digested", "reading"
NAME = re.compile(r"\d{4}-\d\d-\d\dT\d\d(-[1-9]\d{0,5})?\.jsonl")


@dataclass(frozen=True)
class Sealed:
    """What an entry says of one file."""

    file: str
    lines: int
    size: int
    digest: str

    def detail(self) -> dict[str, Any]:
        """Give the detail of the entry."""
        return {
            "file": self.file,
            "lines": self.lines,
            "size": self.size,
            "digest": self.digest,
        }


def note(*, what: str, subject: str, person: str, account: str, at: datetime | None = None) -> None:
    """Append one line to the file of this hour.

    Raises:
        OSError: when it could not be written whole; nothing is left of it then.
    """
    moment = (at or datetime.now(UTC)).astimezone(UTC)
    line = canonical.encode(
        {
            "account": account,
            "at": canonical.time_text(moment),
            "person": person,
            "subject": subject,
            "what": what,
        }
    )
    path = _open_folder() / f"{moment:%Y-%m-%dT%H}.jsonl"
    while not _append(path, line + b"\n"):
        # It was sealed between opening and locking: the next one is a new file.
        pass


def seal(now: datetime | None = None) -> list[Path]:
    """Seal the files of the hours that are over, and give them."""
    current = f"{(now or datetime.now(UTC)).astimezone(UTC):%Y-%m-%dT%H}.jsonl"
    sealed = []
    for path in sorted(_open_folder().glob("*.jsonl")):
        # Never the file being written, nor one of an hour to come that a clock set ahead began.
        if path.name < current:
            sealed.append(_seal(path))
    return sealed


def digest() -> list[Sealed]:
    """Seal what is over, and enter each sealed file that no entry names yet."""
    seal()
    made = []
    for path in sealed_files():
        subject = {"kind": KIND, "uid": path.name}
        if EntryIndex.objects.filter(tag=TAG, subject=f"{KIND}:{path.name}").exists():
            continue
        found = look(path)
        with transaction.atomic():
            entries.lock()
            # Asked again under the lock: another process may have come first.
            if EntryIndex.objects.filter(tag=TAG, subject=f"{KIND}:{path.name}").exists():
                continue
            entries.append(
                TAG, person=None, subject=subject, detail=found.detail(), covers=[found.digest]
            )
        made.append(found)
    return made


def sealed_files() -> Iterator[Path]:
    """Give the sealed files, the oldest first."""
    root = Path(settings.SANSHEN_READINGS)
    if root.is_dir():
        yield from sorted(
            path for path in root.iterdir() if NAME.fullmatch(path.name) and path.is_file()
        )


def look(path: Path) -> Sealed:
    """Count and hash a file, a piece at a time."""
    found, lines, size = hashlib.sha256(), 0, 0
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            found.update(piece)
            lines += piece.count(b"\n")
            size += len(piece)
    return Sealed(path.name, lines, size, f"sha256:{found.hexdigest()}")


def check(detail: dict[str, Any]) -> bool:
    """Compare what an entry says with the file; False when it is not kept any more.

    Raises:
        Broken: when the file is there and is another.
    """
    name = str(detail.get("file"))
    if not NAME.fullmatch(name):
        raise Broken(_("The entry names no file of the reading log."))
    path = Path(settings.SANSHEN_READINGS) / name
    try:
        found = look(path)
    except FileNotFoundError:
        return False
    if found.detail() != detail:
        raise Broken(_("The reading log %(name)s has been changed.") % {"name": name})
    return True


def _open_folder() -> Path:
    folder = Path(settings.SANSHEN_READINGS) / "open"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _append(path: Path, line: bytes) -> bool:
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, files.PRIVATE)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        state = os.fstat(handle)
        try:
            if os.stat(path).st_ino != state.st_ino:
                return False
        except FileNotFoundError:
            return False
        try:
            written = os.write(handle, line)
        except OSError:
            os.ftruncate(handle, state.st_size)
            raise
        if written != len(line):
            # A full disk takes a part of a line; half a line would be read as another.
            os.ftruncate(handle, state.st_size)
            raise OSError(_("The reading log could not be written: the disk is full."))
        return True
    finally:
        os.close(handle)


def _seal(path: Path) -> Path:
    handle = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        os.fsync(handle)
        target, number = path.parent.parent / path.name, 1
        while True:
            try:
                # A link, unlike a renaming, never takes the place of a file that is there.
                target.hardlink_to(path)
                break
            except FileExistsError:
                number += 1
                target = path.parent.parent / f"{path.stem}-{number}.jsonl"
        path.unlink()
        files.sync_folder(target.parent)
    finally:
        os.close(handle)
    return target
