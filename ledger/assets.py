"""Assets: pictures and attachments by digest, in private content-addressed storage.

A file lies at `SANSHEN_ASSETS/<first two digits>/<64 digits>`, without an extension: what it is
served as is decided by its row and by the release that names it, never by a file name.
"""

import hashlib
import os
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from ledger import bodies, canonical, files
from ledger.broken import Broken
from ledger.models import Asset, Erasure

CHUNK = 1 << 20
LONGEST_NAME = 255


class Readable(Protocol):
    """Anything that gives bytes piece by piece."""

    def read(self, size: int = -1, /) -> bytes:
        """Give the next bytes, none at the end."""


def store(data: bytes | Readable, media_type: str, name: str) -> Asset:
    """Keep the bytes of a file and its row; the same bytes are kept once, under their first name.

    Raises:
        bodies.Erased: when these bytes were erased by order.
    """
    folder: Path = settings.SANSHEN_ASSETS
    folder.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=".storing-")
    try:
        with os.fdopen(handle, "wb") as file:
            digest, size = _copy(data, file)
            files.settle(file.fileno(), files.READABLE)
        number = Erasure.objects.filter(subject=digest).values_list("number", flat=True).first()
        if number is not None:
            raise bodies.Erased(
                _("The file %(digest)s was erased by order %(number)s.")
                % {"digest": digest, "number": number}
            )
        target = path(digest)
        target.parent.mkdir(parents=True, exist_ok=True)
        # Renamed over a file that is there already: the bytes are the same, or were damaged.
        Path(temporary).replace(target)
        files.sync_folder(target.parent)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    row = Asset(digest=digest, size=size, media_type=media_type, name=name[:LONGEST_NAME])
    with transaction.atomic():
        kept = Asset.objects.filter(digest=digest).first()
        if kept is not None:
            return kept
        Asset.objects.bulk_create([row], ignore_conflicts=True)
    return row


def path(digest: str) -> Path:
    """Give the place of an asset's bytes.

    Raises:
        ValueError: when the text is not a digest, because a path is made of it.
    """
    if not canonical.is_digest(digest):
        raise ValueError(f"not a digest: {digest!r}")
    digits = digest.removeprefix("sha256:")
    return Path(settings.SANSHEN_ASSETS) / digits[:2] / digits


def exists(digest: str) -> bool:
    """Say whether the bytes lie in the storage, without reading them."""
    return path(digest).is_file()


def open(digest: str) -> BinaryIO:
    """Open an asset for reading, after its bytes were hashed (once for each state of the file).

    Raises:
        bodies.Missing, bodies.Erased: when the file is not there.
        Broken: when its bytes are others.
    """
    place = path(digest)
    try:
        file = place.open("rb")
    except FileNotFoundError as error:
        raise _absent(digest) from error
    state = os.fstat(file.fileno())
    found = _hash_of(place, state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino)
    if found != digest:
        file.close()
        raise Broken(_("The file %(digest)s has been changed.") % {"digest": digest})
    return file


def remove(digest: str) -> None:
    """Take the bytes of an erased asset away."""
    place = path(digest)
    place.unlink(missing_ok=True)
    if place.parent.is_dir():
        files.sync_folder(place.parent)


def _absent(digest: str) -> Broken:
    number = Erasure.objects.filter(subject=digest).values_list("number", flat=True).first()
    if number is not None:
        return bodies.Erased(
            _("The file %(digest)s was erased by order %(number)s.")
            % {"digest": digest, "number": number}
        )
    return bodies.Missing(_("The file %(digest)s is missing.") % {"digest": digest})


def _copy(data: bytes | Readable, file: BinaryIO) -> tuple[str, int]:
    if isinstance(data, bytes):
        file.write(data)
        file.flush()
        return canonical.digest(data), len(data)
    state, size = hashlib.sha256(), 0
    while chunk := data.read(CHUNK):
        state.update(chunk)
        size += len(chunk)
        file.write(chunk)
    file.flush()
    return "sha256:" + state.hexdigest(), size


@lru_cache(maxsize=4096)
def _hash_of(place: Path, modified: int, changed: int, size: int, inode: int) -> str:
    with place.open("rb") as file:
        return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()
