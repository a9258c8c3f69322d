"""Rendered files: an address is a file, beside it the same bytes in gzip.

    SANSHEN_STORE/name           which store this folder is, in the register
    SANSHEN_STORE/current        link to the folder of the generation that is shown
    SANSHEN_STORE/<generation>/  the files

The folder may be deleted at any time; files come back when somebody asks for them. A store follows
the changes like a reader of a log. One lock, between processes, is held while files come or go: a
file that was rendered from something older than what is released is never left behind.
"""

import gzip
import hashlib
import os
import re
import shutil
import uuid
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from ledger.files import locked
from portal.models import Change, RenderedFile, RenderedPart, Store

_SAFE = re.compile(r"/(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*/)*(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*)?")
_LONGEST = 250
# Names of files that no address has: they would be second addresses of the same page.
_NOT_ADDRESSES = ("/index.html", ".gz")
_TEXT = ("text/", "application/xml", "application/atom+xml", "application/json")
_WORTH_COMPRESSING = 512
_BATCH = 400


@dataclass(frozen=True)
class Mark:
    """The newest change when something began to be made."""

    change: int


def mark() -> Mark:
    """Remember which changes are known, before reading what will be rendered."""
    return Mark(Change.objects.aggregate(last=Max("pk"))["last"] or 0)


def relative(address: str) -> str | None:
    """Give the file name of an address inside a generation, None when it cannot be one."""
    if len(address) > _LONGEST or _SAFE.fullmatch(address) is None:
        return None
    if address.endswith(_NOT_ADDRESSES):
        return None
    return (address + "index.html" if address.endswith("/") else address)[1:]


def root() -> Path:
    """Give the folder of the store."""
    return Path(settings.SANSHEN_STORE)


def current() -> Path:
    """Give the folder that is shown, through the link that changes with the generation."""
    return root() / "current"


def name() -> str:
    """Give the name of this store in the register, made when the folder is new."""
    file = root() / "name"
    try:
        return file.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        root().mkdir(parents=True, exist_ok=True)
    temporary = root() / f".name-{uuid.uuid4()}"
    temporary.write_text(str(uuid.uuid4()), encoding="ascii")
    try:
        # A link, unlike a renaming, leaves the name alone that another process made first.
        file.hardlink_to(temporary)
    except FileExistsError:
        pass
    finally:
        temporary.unlink()
    return file.read_text(encoding="ascii").strip()


def follow() -> bool:
    """Let go of exactly the files that show what changed; say whether anything did."""
    with locked(root() / ".lock"):
        return _follow()


def keep(
    address: str,
    body: bytes | Path,
    media_type: str,
    *,
    since: Mark,
    keys: Collection[str],
    sequences: Iterable[int] = (),
    download: str = "",
) -> bool:
    """Keep a rendered file, unless something it shows has changed since the mark.

    Returns:
        Whether the file shows what is released now. Where it does not, render again.
    """
    path = relative(address)
    with locked(root() / ".lock"):
        for change in Change.objects.filter(pk__gt=since.change):
            if change.everything or not set(change.keys).isdisjoint(keys):
                return False
        _follow()
        if path is None:
            return True
        generation = int(os.readlink(current()))
        place = root() / str(generation) / path
        if not _is_inside(place):
            return True
        packed = _packed(body, media_type)
        with _written(place, body) as file, _written(_beside(place), packed) as packed_file:
            # The row first: a file without a row is nothing, and `_follow` finds files by rows.
            with transaction.atomic():
                row, _ = RenderedFile.objects.update_or_create(
                    store=name(),
                    generation=generation,
                    path=path,
                    defaults={
                        "sha256": sha256(file),
                        "gzip_sha256": sha256(packed_file) if packed else "",
                        "media_type": media_type,
                        "download": download,
                        "sequences": sorted(sequences),
                    },
                )
                row.parts.all().delete()
                RenderedPart.objects.bulk_create([RenderedPart(file=row, key=key) for key in keys])
            file.replace(place)
            if packed:
                packed_file.replace(_beside(place))
            else:
                _beside(place).unlink(missing_ok=True)
    return True


def row_of(path: str) -> RenderedFile | None:
    """Give the register's row for a file of the generation that is shown."""
    try:
        generation = int(os.readlink(current()))
    except OSError:
        return None
    return RenderedFile.objects.filter(store=name(), generation=generation, path=path).first()


def drop_if_changed(path: str) -> bool:
    """Take a file away that is not what the register says; say whether it was registered.

    Asked again under the lock: a file is replaced a moment after its row.
    """
    with locked(root() / ".lock"):
        row, place = row_of(path), current() / path
        if not _is_inside(place):
            return False
        if row is not None and place.is_file() and sha256(place) == row.sha256:
            return False
        if row is not None:
            _remove(row)
        place.unlink(missing_ok=True)
        _beside(place).unlink(missing_ok=True)
    return row is not None


def registered() -> set[str]:
    """Give the paths of the generation that is shown for which the register has a row."""
    shown = Store.objects.filter(name=name()).values_list("generation", flat=True).first()
    rows = RenderedFile.objects.filter(store=name(), generation=shown or 0)
    return set(rows.values_list("path", flat=True))


def drop_if_wrong(path: str) -> bool:
    """Take away a file that was changed, put there or replaced by a link, or whose bytes are gone.

    What seems wrong is asked again under the lock, so that what is being rendered at this moment is
    not taken for it. Whoever asks for the address next gets it rendered again from the release.
    """
    row = row_of(path)
    if row is not None and _is_inside(current() / path) and _is_right(row, current() / path):
        return False
    with locked(root() / ".lock"):
        row, place = row_of(path), current() / path
        if not _is_inside(place) or (row is not None and _is_right(row, place)):
            return False
        found = row is not None or os.path.lexists(place) or os.path.lexists(_beside(place))
        place.unlink(missing_ok=True)
        _beside(place).unlink(missing_ok=True)
        if row is not None:
            row.delete()
        return found


def show_again() -> bool:
    """Let the link lead to the generation that the register says; say whether it did not."""
    with locked(root() / ".lock"):
        generation = Store.objects.filter(name=name()).values_list("generation", flat=True).first()
        if generation is None or not os.path.lexists(current()):
            return False
        if current().is_symlink() and os.readlink(current()) == str(generation):
            return False
        if not current().is_symlink():
            current().rename(root() / f".strange-{uuid.uuid4()}")
        _show(generation)
        return True


def sweep() -> None:
    """Remove what earlier generations left: folders, rows, changes nobody has to read."""
    shown = Store.objects.filter(name=name()).values_list("generation", flat=True).first()
    if shown is None:
        return
    for folder in root().iterdir():
        if folder.name.isdigit() and int(folder.name) < shown:
            shutil.rmtree(folder, ignore_errors=True)
    RenderedFile.objects.filter(store=name(), generation__lt=shown).delete()
    last = Change.objects.filter(everything=True).aggregate(last=Max("pk"))["last"] or 0
    # Whoever has not read this far begins a new generation there anyway.
    Change.objects.filter(pk__lt=last).delete()


def _follow() -> bool:
    state, new = Store.objects.get_or_create(name=name())
    newest = Change.objects.aggregate(last=Max("pk"))["last"] or 0
    if not new and newest == state.change and current().is_symlink():
        return False
    if state.change > newest:
        # It claims to know changes that never were: nothing it holds can be relied on.
        for row in RenderedFile.objects.filter(store=state.name, generation=state.generation):
            _remove(row)
    waiting = Change.objects.filter(pk__gt=state.change)
    everything = waiting.filter(everything=True).aggregate(last=Max("pk"))["last"]
    if new or everything:
        state.generation = everything or max(newest, 1)
    else:
        keys = sorted({key for change in waiting for key in change.keys})
        for start in range(0, len(keys), _BATCH):
            shows = RenderedFile.objects.filter(
                store=state.name,
                generation=state.generation,
                parts__key__in=keys[start : start + _BATCH],
            )
            for row in shows.distinct():
                _remove(row)
    _show(state.generation)
    state.change = newest
    state.save()
    return True


def _is_right(row: RenderedFile, place: Path) -> bool:
    for file, expected in ((place, row.sha256), (_beside(place), row.gzip_sha256)):
        if not expected and not os.path.lexists(file):
            continue
        if file.is_symlink() or not file.is_file() or sha256(file) != expected:
            return False
    return True


def _is_inside(place: Path) -> bool:
    """Say whether a file lies in the store: a folder may be a link that leads out of it."""
    return place.parent.resolve().is_relative_to(root().resolve())


def _remove(row: RenderedFile) -> None:
    place = root() / str(row.generation) / row.path
    if not _is_inside(place):
        row.delete()
        return
    place.unlink(missing_ok=True)
    _beside(place).unlink(missing_ok=True)
    row.delete()


def _show(generation: int) -> None:
    (root() / str(generation)).mkdir(parents=True, exist_ok=True)
    temporary = root() / ".current"
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(str(generation))
    temporary.replace(current())


def _beside(place: Path) -> Path:
    return place.with_name(place.name + ".gz")


def _packed(body: bytes | Path, media_type: str) -> bytes:
    if isinstance(body, Path) or not media_type.startswith(_TEXT):
        return b""
    return gzip.compress(body, mtime=0) if len(body) >= _WORTH_COMPRESSING else b""


def sha256(file: Path) -> str:
    """Give the digits of the SHA-256 of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


@contextmanager
def _written(place: Path, body: bytes | Path) -> Iterator[Path]:
    """Write under a temporary name beside a place; what is not renamed goes."""
    # Not synced: after a power cut a damaged file is not the one in the register, and goes.
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = mkstemp(dir=place.parent, prefix=".rendering-")
    try:
        with os.fdopen(handle, "wb") as file:
            if isinstance(body, Path):
                with body.open("rb") as source:
                    shutil.copyfileobj(source, file)
            else:
                file.write(body)
            os.fchmod(file.fileno(), 0o644)
        yield Path(temporary)
    finally:
        Path(temporary).unlink(missing_ok=True)
