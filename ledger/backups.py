"""Backups: database, assets, workspace files, head and erasure orders in one folder. Never keys.

A backup is made under another name and renamed when it is whole. Its `manifest.json` holds the
digests of everything but the assets, whose names are their digests.
"""

import hashlib
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from ledger import canonical, database_copy, entries, erasures, files, head, keys
from ledger.broken import Broken
from ledger.canonical import NotCanonical
from ledger.models import AuditEntry

FORMAT = "backup/1"
MANIFEST, HEAD, ASSETS, ERASURES = "manifest.json", "head.json", "assets", "erasures"
WORKSPACE, READINGS = "workspace", "readings"


class BadBackup(Exception):
    """The folder is not a whole backup, or cannot be one. The message is a sentence."""


def make(target: Path) -> Path:
    """Make a backup in a folder that does not exist yet, and give the folder.

    The head is copied before the database and the assets after it, so that the copy of the
    database extends the head, and everything it names is there, while people go on working.
    """
    if target.exists():
        raise BadBackup(_("%(path)s exists already; nothing was written.") % {"path": target})
    part = target.with_name(target.name + ".part")
    if part.exists():
        shutil.rmtree(part)
    part.mkdir(parents=True)
    _enter()
    if head.path().exists():
        shutil.copyfile(head.path(), part / HEAD)
    copy = database_copy.for_database()
    copy.out(part / copy.name)
    _copy_tree(Path(settings.SANSHEN_ASSETS), part / ASSETS)
    if settings.MEDIA_ROOT:
        _copy_tree(Path(settings.MEDIA_ROOT), part / WORKSPACE)
    _copy_tree(erasures.folder(), part / ERASURES)
    _copy_tree(Path(settings.SANSHEN_READINGS), part / READINGS)
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "made_at": canonical.time_text(datetime.now(UTC)),
        "database": copy.name,
        # A list: the keys of canonical JSON are ASCII, the names of people's documents are not.
        "files": [{"name": name, "digest": _digest(part / name)} for name in _named(part)],
    }
    files.write(part / MANIFEST, canonical.encode(manifest))
    part.rename(target)
    files.sync_folder(target.parent)
    return target


def read(source: Path) -> dict[str, Any]:
    """Give the manifest of a backup after comparing every file with it.

    Raises:
        BadBackup: when a file is missing, changed, or there is no manifest.
    """
    try:
        manifest = canonical.decode((source / MANIFEST).read_bytes())
    except (OSError, NotCanonical) as error:
        raise BadBackup(
            _("%(path)s is not a whole backup: its manifest cannot be read.") % {"path": source}
        ) from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise BadBackup(_("%(path)s is not a backup of this product.") % {"path": source})
    present = set(_named(source))
    for recorded in manifest["files"]:  # type: ignore[union-attr]
        name, digest = recorded["name"], recorded["digest"]  # type: ignore[index,call-overload]
        if name not in present or _digest(source / name) != digest:
            raise BadBackup(
                _("%(name)s of the backup is missing or was changed; nothing was restored.")
                % {"name": name}
            )
    for path in _files(source / ASSETS):
        if _digest(path) != "sha256:" + path.name:
            raise BadBackup(
                _("%(name)s of the backup is missing or was changed; nothing was restored.")
                % {"name": path.name}
            )
    return manifest


def _enter() -> None:
    """Record the backup, when anything can be signed; a copy of a broken state is still wanted."""
    if not keys.can_sign() or not AuditEntry.objects.exists():
        return
    try:
        with transaction.atomic():
            entries.append("backup:made", person=None)
    except Broken:
        return


def _named(folder: Path) -> Iterator[str]:
    """The files that the manifest names: all but itself and the assets."""
    for path in _files(folder):
        name = path.relative_to(folder)
        if name.parts[0] not in (ASSETS, MANIFEST):
            yield name.as_posix()


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(path for path in folder.rglob("*") if path.is_file())


def _copy_tree(source: Path, target: Path) -> None:
    """Copy a folder; names that begin with a dot are files being written."""
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns(".*"), dirs_exist_ok=True)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()
