"""Looking again at what is shown: releases that no longer verify, files that were changed.

Files in front of nginx are not checked when they are sent, so somebody has to walk round.
"""

import hashlib
import os
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from ledger.broken import Broken
from ledger.canonical import NotCanonical
from ledger.verify import single
from portal import keys, store
from portal.alarms import sound
from portal.items import believed
from portal.models import Change, PublicItem, RenderedFile


@dataclass(frozen=True)
class Round:
    """What a patrol looked at, and what it found."""

    items: int
    files: int
    broken: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether everything was as it should be."""
        return not (self.broken or self.changed)


def walk() -> Round:
    """Verify every release in force and hash every rendered file; what is wrong goes dark."""
    store.follow()
    # What was verified earlier is remembered; a patrol asks the rows themselves.
    single.forget()
    uids = list(
        PublicItem.objects.filter(sequence__isnull=False)
        .order_by("ordinal")
        .values_list("uid", flat=True)
    )
    broken = tuple(uid for uid in uids if not _holds(uid))
    if broken:
        with transaction.atomic():
            Change.objects.create(keys=[keys.item(uid) for uid in broken])
        store.follow()
    files, changed = _files()
    return Round(len(uids), files, broken, changed)


def erased(**_: object) -> None:
    """Begin anew after a body or an asset went by order: nothing that shows it may be left.

    Connected to `ledger.signals.erased`, inside its transaction. Orders are rare, so which files
    showed it is not asked.
    """
    Change.objects.create(everything=True)
    transaction.on_commit(store.follow, robust=True)


def _holds(uid: str) -> bool:
    try:
        believed(uid, timezone.now())
    except (Broken, NotCanonical) as broken:
        sound("release:broken", uid, str(broken))
        return False
    return True


def _files() -> tuple[int, tuple[str, ...]]:
    """Compare files and register both ways: changed ones and strangers go."""
    generation = os.readlink(store.current())
    known = {
        row.path: row
        for row in RenderedFile.objects.filter(store=store.name(), generation=int(generation))
    }
    folder = store.root() / generation
    changed, count = [], 0
    for place in sorted(folder.rglob("*")):
        path = place.relative_to(folder).as_posix()
        if not place.is_file() or place.name.startswith("."):
            continue
        count += 1
        row = known.get(path.removesuffix(".gz")) if path.endswith(".gz") else known.get(path)
        expected = (row.gzip_sha256 if path.endswith(".gz") else row.sha256) if row else ""
        with place.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() == expected:
                continue
        sound("file:changed", path, f"The rendered file {path} is not the one that was made.")
        changed.append(path)
    for path in changed:
        (folder / path).unlink(missing_ok=True)
        store.drop_if_changed(path.removesuffix(".gz"))
    return count, tuple(changed)
