"""A rendered file in memory: its bytes, or where they lie, and all headers ready to send."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import formatdate

from portal import headers, store
from portal.alarms import sound

_IN_MEMORY = 1024 * 1024
_PIECE = 256 * 1024

Headers = list[tuple[str, str]]
State = tuple[int, int, int, int]


def state_of(found: os.stat_result) -> State:
    """Give what tells one state of a file from another.

    Whoever writes can put the time of writing back; the time of the change is the system's.
    """
    return (found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_size)


@dataclass(frozen=True)
class Form:
    """A file in one encoding. `body` is None for a file that is sent from the disk."""

    body: bytes | None
    etag: str
    headers: Headers
    unchanged: Headers


@dataclass(frozen=True)
class Loaded:
    """A file whose bytes were those in the register."""

    place: str
    state: State
    size: int
    modified: str
    is_asset: bool
    plain: Form
    packed: Form | None

    @property
    def weight(self) -> int:
        """How much memory it takes, about."""
        forms = [form for form in (self.plain, self.packed) if form is not None]
        return 2048 + sum(len(form.body or b"") for form in forms)

    def pieces(self, first: int, end: int) -> Iterator[bytes]:
        """Give a part of the bytes, from memory or piece by piece from the disk."""
        if self.plain.body is not None:
            yield self.plain.body[first:end]
            return
        with open(self.place, "rb") as file:
            file.seek(first)
            while first < end and (piece := file.read(min(_PIECE, end - first))):
                first += len(piece)
                yield piece


def load(place: str, name: str) -> Loaded | None:
    """Load a file; None, and the file goes, when its bytes are not those in the register.

    Raises:
        OSError: when the file has just gone.
    """
    row = store.row_of(name)
    with open(place, "rb") as file:
        state = os.fstat(file.fileno())
        body = file.read() if state.st_size <= _IN_MEMORY else None
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    if row is None or row.sha256 != sha256:
        if store.drop_if_changed(name):
            sound("file:changed", name, f"The rendered file {name} is not the one that was made.")
        return None
    asset = name.startswith("assets/")
    modified = formatdate(state.st_mtime, usegmt=True)
    common = [
        ("Content-Type", row.media_type),
        ("Last-Modified", modified),
        *(headers.for_asset(row.download) if asset else headers.for_page()),
    ]
    if asset:
        common.append(("Accept-Ranges", "bytes"))
    packed = _packed(place, row.gzip_sha256) if row.gzip_sha256 else None
    if packed is not None:
        common.append(("Vary", "Accept-Encoding"))
    return Loaded(
        place,
        state_of(state),
        state.st_size,
        modified,
        asset,
        _form(body, state.st_size, f'"{sha256[:32]}"', common),
        _form(packed, len(packed), f'"{sha256[:32]}-gzip"', [*common, ("Content-Encoding", "gzip")])
        if packed is not None
        else None,
    )


def _packed(place: str, sha256: str) -> bytes | None:
    try:
        with open(place + ".gz", "rb") as file:
            body = file.read()
    except OSError:
        return None
    return body if hashlib.sha256(body).hexdigest() == sha256 else None


def _form(body: bytes | None, size: int, etag: str, common: Headers) -> Form:
    return Form(
        body,
        etag,
        [*common, ("ETag", etag), ("Content-Length", str(size))],
        [*(each for each in common if each[0] not in ("Content-Type", "Content-Disposition")),
         ("ETag", etag)],
    )  # fmt: skip
