"""Putting a backup back, and accepting that what came after it is lost.

The head stays as it is: when the backup is older, the database is behind the head and signing
stops, until two people accept it with a reason. Lost sequences are never used again.
"""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from ledger import (
    assets,
    backups,
    bodies,
    database_copy,
    entries,
    erasures,
    files,
    followed,
    head,
    keys,
    triggers,
    verify,
)
from ledger.broken import Broken
from ledger.formats import v1
from ledger.models import AuditEntry, Release


class CannotRestore(Exception):
    """The restore or its acceptance is refused. The message is a sentence."""


@dataclass(frozen=True)
class Restored:
    """What a restore did. `behind` says why signing stopped, or is empty."""

    kept_aside: Path | None
    behind: str
    erased_again: int


def restore(source: Path, *, replace: bool = False) -> Restored:
    """Put a backup back. The database that was there is kept aside as a copy.

    Raises:
        backups.BadBackup: when the backup is not whole; nothing has been touched then.
        CannotRestore: when there is a ledger and `replace` is not said, or keys are missing.
    """
    manifest = backups.read(source)
    _refuse_without_keys(source)
    begun = _has_ledger()
    if begun and not replace:
        raise CannotRestore(
            _("This database holds a ledger. Say --replace; it is kept aside as a copy.")
        )
    copy = database_copy.for_database()
    if manifest["database"] != copy.name:
        raise CannotRestore(_("The backup is of another kind of database."))
    aside = _keep_aside(copy) if begun else None
    copy.back(source / copy.name)
    triggers.install(connection)
    _copy_missing(source / backups.ERASURES, erasures.folder())
    _copy_missing(source / backups.READINGS, Path(settings.SANSHEN_READINGS))
    _put_assets_back(source / backups.ASSETS)
    if settings.MEDIA_ROOT:
        _copy_missing(source / backups.WORKSPACE, Path(settings.MEDIA_ROOT))
    if not head.path().exists() and (source / backups.HEAD).exists():
        files.write(head.path(), (source / backups.HEAD).read_bytes())
    followed.forget()
    verify.forget()
    try:
        head.check(connection)
    except head.BehindHead as behind:
        return Restored(aside, str(behind), 0)
    again = erasures.apply_again() if keys.can_sign() and AuditEntry.objects.exists() else []
    return Restored(aside, "", len(again))


def accept(
    *, reason: str, accepted_by: Mapping[str, str], confirmed_by: Mapping[str, str]
) -> AuditEntry:
    """Go on after the old head with a database that has lost what came last.

    Raises:
        CannotRestore: when nothing is lost, when the database is not an earlier state of this
            ledger, or when anything else does not verify.
    """
    if accepted_by["uid"] == confirmed_by["uid"]:
        raise CannotRestore(_("A restore is accepted by two people."))
    if not reason.strip():
        raise CannotRestore(_("Accepting a restore needs a reason in words."))
    with transaction.atomic():
        entries.lock()
        detail = _what_is_lost()
        row = entries.append_after_loss(
            int(detail["old_entry"]),
            person=dict(accepted_by),
            detail={
                **detail,
                "confirmed_by": confirmed_by["uid"],
                "confirmed_by_name": confirmed_by["name"],
            },
            covers=[bodies.put_words(reason)],
        )
    head.replace()
    followed.forget()
    erasures.apply_again()
    return row


def _what_is_lost() -> dict[str, Any]:
    entry = AuditEntry.objects.order_by("-sequence").first()
    release = Release.objects.order_by("-sequence").first()
    if entry is None:
        raise CannotRestore(_("The restored database has no audit entry at all."))
    here = {"entry": entry.sequence, "release": release.sequence if release else 0}
    kept = head.read()
    if kept is None:
        old: dict[str, Any] = {"old_entry": here["entry"], "old_entry_digest": None,
               "old_release": here["release"], "old_release_signature": None}  # fmt: skip
    else:
        _refuse_another_history(kept, here)
        old = {"old_entry": kept.entry, "old_entry_digest": kept.entry_digest,
               "old_release": kept.release,
               "old_release_signature": kept.release_signature}  # fmt: skip
    # Files that an order erased after the backup are rightly missing; the order comes again.
    expected = {"head", *(f"assets {order.subject}" for order in erasures.kept_orders())}
    problems = [problem for problem in verify.ledger().problems if problem.place not in expected]
    if problems:
        raise CannotRestore(
            _("The restored database does not verify: %(place)s: %(sentence)s")
            % {"place": problems[0].place, "sentence": problems[0].sentence}
        )
    return {**here, **old}


def _refuse_another_history(kept: v1.Head, here: Mapping[str, int]) -> None:
    try:
        head.check(connection)
    except head.BehindHead:
        pass
    else:
        raise CannotRestore(_("Nothing is lost: the database extends the signed head."))
    if here["entry"] >= kept.entry or here["release"] > kept.release:
        raise CannotRestore(
            _(
                "The database is not an earlier state of this ledger: it went another way. "
                "Put back a backup of this ledger."
            )
        )


def _refuse_without_keys(source: Path) -> None:
    """The keys are kept apart and come first: without them nothing of a backup can be believed."""
    try:
        known = keys.verifying_keys()
        if (source / backups.HEAD).exists():
            head.parse((source / backups.HEAD).read_bytes(), known)
    except (keys.MissingKey, head.BehindHead) as error:
        raise CannotRestore(
            _("Put the keys of this backup back first: %(error)s") % {"error": error}
        ) from error


def _has_ledger() -> bool:
    if AuditEntry._meta.db_table not in connection.introspection.table_names():
        return False
    return AuditEntry.objects.exists()


def _keep_aside(copy: database_copy.DatabaseCopy) -> Path:
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    aside = Path(settings.SANSHEN_DATA) / f"before-restore-{moment}-{copy.name}"
    copy.out(aside)
    return aside


def _put_assets_back(source: Path) -> None:
    """Copy what is missing or damaged here, but nothing that was ordered erased since."""
    gone = {order.subject for order in erasures.kept_orders()}
    for path in sorted(source.glob("??/*")):
        digest = f"sha256:{path.name}"
        if digest in gone:
            continue
        try:
            with assets.open(digest):
                continue
        except Broken:
            files.write(assets.path(digest), path.read_bytes())


def _copy_missing(source: Path, target: Path) -> None:
    for path in sorted(source.rglob("*")):
        place = target / path.relative_to(source)
        if path.is_file() and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
