"""Writes a bundle of evidence: a folder that `verify_evidence.py`, in it, verifies anywhere.

Both chains are always in it whole, so that nothing can be left out of them unseen; their headers
hold no words of the contents. Texts and files are in it for the releases that were asked for.
The layout is written down in `docs/formats.md`, section 6a.
"""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ledger import assets, canonical, entries, head, keys
from ledger.broken import Broken
from ledger.canonical import NotCanonical
from ledger.evidence import verify_evidence
from ledger.evidence.selection import Selection, documents
from ledger.formats import v1
from ledger.models import Asset, AuditEntry, Body, Erasure, Release
from ledger.verify.chains import rows_of

FORMAT = "evidence/1"
VERIFIER = Path(verify_evidence.__file__)
Progress = Callable[[int], object]


class NotExportable(Exception):
    """No bundle can be written there, or of that. The message is a sentence."""


def total() -> int:
    """Give how many rows `export` goes through at most, for a progress bar."""
    return sum(model._default_manager.count() for model in (AuditEntry, Release, Body, Asset))


def export(
    target: Path,
    selection: Selection | None = None,
    *,
    person: dict[str, str] | None = None,
    progress: Progress = lambda count: None,
) -> Path:
    """Write a bundle into a folder that does not exist yet, and give the folder.

    Args:
        target: The folder to make. It appears when it is whole, or not at all.
        selection: Whose texts and files go in; all when not given.
        person: Who exports (uid and name), for the audit log; None for the operator's command.
        progress: Is called with the number of rows just done.

    Raises:
        NotExportable: when the folder exists, the ledger is empty, or nothing was selected.
        OSError: when the disk refuses; nothing is left of the bundle then.
    """
    selection = selection or Selection()
    if target.exists():
        raise NotExportable(_("%(path)s exists already; nothing was written.") % {"path": target})
    if not AuditEntry.objects.exists():
        raise NotExportable(_("The ledger is empty: there is nothing to export."))
    _enter(selection, person)
    part = target.with_name(target.name + ".part")
    if part.exists():
        shutil.rmtree(part)
    part.mkdir(parents=True)
    try:
        _write(part, selection, progress)
        part.rename(target)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return target


def _write(part: Path, selection: Selection, progress: Progress) -> None:
    # The head first: what is read after it extends it, while people go on working.
    if head.path().exists():
        shutil.copyfile(head.path(), part / "head.json")
    last_entry = AuditEntry.objects.order_by("-sequence").values_list("sequence", flat=True)[0]
    newest = _newest_release(last_entry)
    chosen = selection.sequences(newest)
    if not chosen and not selection.is_everything:
        raise NotExportable(_("No release is of that page or time; nothing was written."))
    files = {
        "entries.jsonl": _lines(part / "entries.jsonl", _chain(AuditEntry, last_entry, progress)),
        "releases.jsonl": _lines(part / "releases.jsonl", _chain(Release, newest, progress)),
        "erasures.jsonl": _lines(part / "erasures.jsonl", map(_order, Erasure.objects.all())),
    }
    wanted = None if selection.is_everything else documents(chosen, last_entry)
    files["bodies.jsonl"] = _lines(
        part / "bodies.jsonl", _bodies(None if wanted is None else wanted.digests, progress)
    )
    _assets(part / "assets", None if wanted is None else wanted.assets, progress)
    (part / "keys").mkdir()
    for key in keys.verifying_keys():
        name = f"keys/{key.key.replace(':', '-')}.json"
        (part / name).write_bytes(key.encoded)
        files[name] = canonical.digest(key.encoded)
    shutil.copyfile(VERIFIER, part / VERIFIER.name)
    (part / "README.txt").write_text(_readme(), encoding="utf-8")
    manifest = {
        "format": FORMAT,
        "site": keys.site(),
        "made_at": canonical.time_text(datetime.now(UTC)),
        "selection": selection.document(),
        "releases": chosen,
        "files": files,
    }
    (part / "manifest.json").write_bytes(canonical.encode(manifest))  # type: ignore[arg-type]


def _newest_release(last_entry: int) -> int:
    """Give the newest release that the log has made by that entry: people go on releasing."""
    for row in Release.objects.order_by("-sequence").iterator(chunk_size=100):
        try:
            if v1.Release.parse(bytes(row.header)).audit <= last_entry:
                return row.sequence
        except NotCanonical:
            return row.sequence
    return 0


def _enter(selection: Selection, person: dict[str, str] | None) -> None:
    """Record the export where anything can be signed; a broken state is exported all the same."""
    if not keys.can_sign():
        return
    try:
        with transaction.atomic():
            entries.append("evidence:exported", person=person, detail=selection.document())
    except Broken:
        return


def _lines(path: Path, rows: Iterable[dict[str, Any]]) -> str:
    """Write rows as JSON lines and give the digest of the file."""
    total = hashlib.sha256()
    with path.open("wb") as file:
        for row in rows:
            line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            total.update(line)
            file.write(line)
    return "sha256:" + total.hexdigest()


def _chain(model: Any, last: int, progress: Progress) -> Iterator[dict[str, Any]]:
    for rows in rows_of(model):
        for row in rows:
            if row.sequence > last:
                return
            yield {
                "sequence": row.sequence,
                "format": row.format,
                "header": bytes(row.header).decode("utf-8", "replace"),
                "digest": row.digest,
                "previous": row.previous,
                "key": row.key,
                "signature": bytes(row.signature).hex(),
            }
        progress(len(rows))


def _order(row: Erasure) -> dict[str, Any]:
    statement = bytes(row.statement).decode("utf-8", "replace")
    return {"number": row.number, "subject": row.subject, "statement": statement}


def _bodies(wanted: set[str] | None, progress: Progress) -> Iterator[dict[str, Any]]:
    for rows in rows_of(Body):
        for row in rows:
            if wanted is None or row.digest in wanted:
                data = bytes(row.data)
                try:
                    yield {"digest": row.digest, "data": data.decode("utf-8")}
                except UnicodeDecodeError:
                    yield {"digest": row.digest, "hex": data.hex()}
        progress(len(rows))


def _assets(folder: Path, wanted: set[str] | None, progress: Progress) -> None:
    for rows in rows_of(Asset):
        for row in rows:
            if (wanted is None or row.digest in wanted) and assets.exists(row.digest):
                hexadecimal = row.digest.removeprefix("sha256:")
                place = folder / hexadecimal[:2] / hexadecimal
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(assets.path(row.digest), place)
        progress(len(rows))


def _readme() -> str:
    key = keys.verifying_keys()[0].key
    return (
        "三审三校证据包 / Evidence of three reviews\n\n"
        "核验（任何装有 Python 3.9 以上的机器，无需本系统）：\n"
        "Verify on any machine with Python 3.9 or later:\n\n"
        "    pip install cryptography\n"
        f"    python verify_evidence.py . --key {key}\n\n"
        "请把 --key 后的密钥编号与发布单位另行公布的核对；手中有审稿单或每日邮件时，\n"
        "再加 --head 序号:摘要（日志末端），可查出尾部被截去。\n"
        "不信任给您此包的人时，verify_evidence.py 请从别处取得，不要用包内这一份。\n"
        "Compare the key with the one that the publisher announced elsewhere. With a later\n"
        "review sheet or daily mail, add --head SEQUENCE:DIGEST to notice a tail cut off.\n"
        "If you distrust whoever gave you this bundle, take verify_evidence.py from elsewhere.\n"
    )
