"""Looking again at what is shown: releases, lists, rendered files, search, against each other.

Files behind nginx are not checked when they are sent, and rows can be changed by whoever holds the
database, so somebody has to walk round. What differs from the releases is put right from them, and
an alarm says so. What cannot be put right, because its bytes are gone, goes dark.

A round takes as long as it is given and goes on where the last one ended; the place stands in the
folder of rendered files, whose patrol it is.
"""

import contextlib
import json
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone

from ledger import assets
from ledger.broken import Broken
from ledger.canonical import NotCanonical
from ledger.verify import single
from portal import alarms, drift, follow, keys, store
from portal.alarms import sound
from portal.items import believed
from portal.models import Alarm, Change, PublicItem
from portal.records import all_records, public_uids, search_record
from search import outbox
from search.engine import Engine, SearchAway, get_engine

PARTS = ("items", "projections", "files", "search")
PUT_RIGHT = ("file:changed", "projection:changed", "search:changed")


@dataclass
class Round:
    """What a patrol looked at, and what it found."""

    items: int = 0
    files: int = 0
    broken: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    whole: bool = True

    @property
    def ok(self) -> bool:
        """Whether everything was as it should be."""
        return not (self.broken or self.changed)


def walk(seconds: float | None = None) -> Round:
    """Go round, for so many seconds at most when they are given; what is wrong is put right."""
    return _Patrol(seconds).walk()


def erased(**_: object) -> None:
    """Begin anew after a body or an asset went by order: nothing that shows it may be left.

    Connected to `ledger.signals.erased`, inside its transaction. Orders are rare, so which files
    showed it is not asked.
    """
    Change.objects.create(everything=True)
    transaction.on_commit(store.follow, robust=True)


class _Patrol:
    def __init__(self, seconds: float | None) -> None:
        self.ends = None if seconds is None else time.monotonic() + seconds
        self.round = Round()
        self.place = _read_place() if seconds is not None else {}

    def walk(self) -> Round:
        follow.advance_if_behind()
        follow.due(timezone.now())
        store.follow()
        # What was verified earlier is remembered; a patrol asks the rows themselves.
        single.forget()
        part = self.place.get("part")
        for name in PARTS[PARTS.index(part) if part in PARTS else 0 :]:
            after = self.place.pop("after", "")
            last = getattr(self, f"_{name}")(after)
            if last is not None:
                self.round.whole = False
                self._leave(name, last)
                return self.round
        clean = self.round.ok and not self.place.get("found")
        if clean:
            _close_what_was_put_right()
        _write_place({})
        return self.round

    def _leave(self, part: str, after: str) -> None:
        found = bool(self.place.get("found")) or not self.round.ok
        _write_place({"part": part, "after": after, "found": found})

    def _late(self) -> bool:
        return self.ends is not None and time.monotonic() >= self.ends

    def _items(self, after: str) -> str | None:
        """Verify what is in force; what does not verify goes dark."""
        rows = PublicItem.objects.filter(sequence__isnull=False, uid__gt=after).order_by("uid")
        broken: dict[str, int] = {}
        last = None
        for uid, newest in rows.values_list("uid", "newest_sequence").iterator():
            self.round.items += 1
            if not self._holds(uid):
                broken[uid] = newest
            if self._late():
                last = uid
                break
        if broken:
            with transaction.atomic():
                Change.objects.create(keys=[keys.item(uid) for uid in broken])
                for uid, newest in broken.items():
                    # It has no record any more, so that search lets go of it as well.
                    outbox.enqueue(uid, newest)
            store.follow()
        self.round.broken += broken
        return last

    def _holds(self, uid: str) -> bool:
        try:
            shown = believed(uid, timezone.now())
        except (Broken, NotCanonical) as broken:
            sound("release:broken", uid, str(broken))
            return False
        alarms.over("release:broken", uid)
        for asset in shown.content.assets if shown else ():
            self._asset(asset)
        return True

    def _asset(self, named: dict[str, Any]) -> None:
        """Hash the bytes of a file; those that were changed come back from a rendered copy."""
        digest = str(named["digest"])
        try:
            with assets.open(digest):
                alarms.over("asset:broken", digest)
                return
        except Broken as broken:
            sentence = str(broken)
        if _put_back(digest, str(named["name"]), str(named["media_type"])):
            self._changed("file:changed", digest, sentence)
            return
        sound("asset:broken", digest, sentence)
        self.round.broken.append(digest)

    def _projections(self, after: str) -> str | None:
        """Compare the rows with the releases; a difference makes all of them again."""
        wrong = ["projections"] if drift.strangers() else []
        last = None
        for uid in drift.pages(after):
            if not drift.holds(uid, timezone.now()):
                # The clock or a release may have come in between.
                follow.advance_if_behind()
                follow.due(timezone.now())
                if not drift.holds(uid, timezone.now()):
                    wrong.append(uid)
            if self._late():
                last = uid
                break
        for uid in wrong:
            self._changed(
                "projection:changed", uid, f"The lists do not say what the releases say: {uid}."
            )
        if wrong:
            follow.rebuild()
            store.follow()
        return last

    def _files(self, after: str) -> str | None:
        """Compare the rendered files with the register, both ways."""
        if store.show_again():
            self._changed(
                "file:changed", "current", "The link to the rendered files led elsewhere."
            )
        folder = store.current().resolve()
        names = {path.removesuffix(".gz") for path in self._paths(folder)} | store.registered()
        for name in sorted(names):
            if name <= after:
                continue
            self.round.files += 1
            if store.drop_if_wrong(name):
                sentence = f"The rendered file {name} is not the one that was made."
                self._changed("file:changed", name, sentence)
            if self._late():
                return name
        return None

    def _paths(self, folder: Path) -> Iterable[str]:
        for where, folders, names in os.walk(folder):
            for name in list(folders):
                place = Path(where) / name
                if place.is_symlink():
                    path = place.relative_to(folder).as_posix()
                    place.unlink()
                    self._changed("file:changed", path, f"The folder {path} was a link elsewhere.")
            for name in names:
                if not name.startswith("."):
                    yield (Path(where) / name).relative_to(folder).as_posix()

    def _search(self, after: str) -> str | None:
        """Ask the search for what is public; what it does not find as released is given again."""
        try:
            outbox.drain(search_record)
            return self._asked(get_engine(), after)
        except SearchAway as away:
            # The outbox waits; the next round asks again.
            self._changed("search:away", "search", str(away))
            return None

    def _asked(self, engine: Engine, after: str) -> str | None:
        count = 0
        for uid in sorted(public_uids()):
            record = search_record(uid) if uid > after else None
            if record is None:
                continue
            count += 1
            if not drift.found(engine, record):
                sentence = f"{record.address} is not found as it was released."
                self._changed("search:changed", uid, sentence)
                try:
                    engine.remove([uid], sequences={uid: record.sequence - 1})
                    engine.put([record])
                except DatabaseError:
                    # Its rows contradict each other: none of them can be relied on.
                    engine.rebuild(all_records())
            if self._late():
                return uid
        held = engine.health().documents
        expected = count if not after else sum(1 for _record in all_records())
        if held is not None and held != expected:
            sentence = f"The index holds {held} items, {expected} are public."
            self._changed("search:changed", "index", sentence)
            engine.rebuild(all_records())
        return None

    def _changed(self, code: str, subject: str, sentence: str) -> None:
        sound(code, subject, sentence)
        self.round.changed.append(subject)


def _put_back(digest: str, name: str, media_type: str) -> bool:
    """Store the bytes of a file again from a rendered copy of it, if one has that very digest."""
    digits = digest.removeprefix("sha256:")
    for copy in (store.current() / "assets").glob(f"{digits}.*"):
        if copy.is_symlink() or not copy.is_file() or store.sha256(copy) != digits:
            continue
        try:
            with copy.open("rb") as file:
                assets.store(file, media_type, name)
        except (OSError, Broken):
            # A process that only shows may not write here; somebody has to.
            return False
        return True
    return False


def _close_what_was_put_right() -> None:
    """A whole round found nothing: what earlier ones put right is over. It stays in the log."""
    Alarm.objects.filter(code__in=PUT_RIGHT, closed_at=None).update(closed_at=timezone.now())


def _place_file() -> Path:
    return store.root() / "patrol"


def _read_place() -> dict[str, Any]:
    try:
        found = json.loads(_place_file().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write_place(place: dict[str, Any]) -> None:
    temporary = store.root() / ".patrol"
    with contextlib.suppress(OSError):
        temporary.write_text(json.dumps(place), "utf-8")
        temporary.replace(_place_file())
