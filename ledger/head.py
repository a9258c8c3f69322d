"""The signed heads of both chains, in a file outside the database.

The file is written after each commit and only ever moves forward. A database that extends it is
good; one that does not has lost or changed something that was signed, and signing stops.
"""

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from ledger import canonical, files, keys
from ledger.broken import Broken
from ledger.canonical import NotCanonical
from ledger.formats import v1
from ledger.models import AuditEntry, Release


class BehindHead(Broken):
    """The database does not extend the signed head. Nothing may be signed until people decided."""


def read() -> v1.Head | None:
    """Give the signed head, or None when there is no file.

    Raises:
        BehindHead: when the file is not a head signed by one of our keys.
    """
    try:
        data = path().read_bytes()
    except FileNotFoundError:
        return None
    return parse(data, keys.verifying_keys())


def write() -> v1.Head:
    """Sign what the database holds as the head, when that is further than the file.

    Call it after the commit: a head must never name a row that a rollback took back.
    """
    with files.locked(path().with_suffix(".lock")):
        kept = read()
        found = _of_database()
        if kept and (kept.entry, kept.release) >= (found.entry, found.release):
            return kept
        _save(found)
        return found


def begin() -> v1.Head:
    """Write the head of an empty ledger, unless there is one."""
    return read() or write()


def replace() -> v1.Head:
    """Sign what the database holds, even when that is behind the file.

    For `accept_restore` alone, whose audit entry names both heads, the lost one and this one.
    """
    with files.locked(path().with_suffix(".lock")):
        found = _of_database()
        _save(found)
        return found


def check(connection: object = None) -> v1.Head:
    """Compare the database with the signed head and give the head.

    Raises:
        BehindHead: with a sentence that says what is missing or differs.
    """
    head = check_releases()
    if head.entry:
        digest = (
            AuditEntry.objects.filter(sequence=head.entry).values_list("digest", flat=True).first()
        )
        if digest is None:
            raise BehindHead(
                _(
                    "The database is behind the signed head: audit entry %(sequence)s is missing. "
                    "Signing has stopped. Put back the newest backup, or run accept_restore."
                )
                % {"sequence": head.entry}
            )
        if digest != head.entry_digest:
            raise BehindHead(
                _(
                    "Audit entry %(sequence)s is not the one in the signed head. "
                    "Signing has stopped."
                )
                % {"sequence": head.entry}
            )
    return head


def check_releases() -> v1.Head:
    """Compare the release chain alone, which is all that a public process may read."""
    head = read()
    if head is None:
        raise BehindHead(
            _("The signed head %(path)s is missing. Signing has stopped. Put it back.")
            % {"path": path()}
        )
    if head.release:
        rows = Release.objects.filter(sequence=head.release)
        signature = rows.values_list("signature", flat=True).first()
        if signature is None:
            raise BehindHead(
                _(
                    "The database is behind the signed head: release %(sequence)s is missing. "
                    "Signing has stopped. Put back the newest backup, or run accept_restore."
                )
                % {"sequence": head.release}
            )
        if bytes(signature).hex() != head.release_signature:
            raise BehindHead(
                _("Release %(sequence)s is not the one in the signed head. Signing has stopped.")
                % {"sequence": head.release}
            )
    return head


def encode(head: v1.Head, signature: bytes) -> bytes:
    """Give the bytes of a head file."""
    return canonical.encode({"head": head.document(), "signature": signature.hex()})


@lru_cache(maxsize=8)
def parse(data: bytes, known: tuple[v1.VerifyingKey, ...]) -> v1.Head:
    """Read the bytes of a head file and check its signature by one of the known keys.

    Raises:
        BehindHead: when it is not a head, or not ours.
    """
    try:
        value = canonical.decode(data)
        if not isinstance(value, dict) or set(value) != {"head", "signature"}:
            raise NotCanonical("a head file has a head and a signature")
        head = v1.Head.parse(canonical.encode(value["head"]))
        signature = bytes.fromhex(str(value["signature"]))
        if head.site != keys.site() or head.key not in {key.key for key in known}:
            raise NotCanonical("it names another site or an unknown key")
        # Written right after a rotation it is signed by the new key, which is valid from the next
        # entry on, so the key that is named must be known, not the one valid at this sequence.
        start = next(key.entries_from for key in known if key.key == head.key)
        keys.verify(
            head.key,
            "head/1",
            head.encoded,
            signature,
            sequence=max(head.entry, start),
            or_earlier=True,
        )
    except (NotCanonical, ValueError, keys.BadSignature) as error:
        raise BehindHead(
            _("The signed head cannot be believed: %(error)s. Signing has stopped.")
            % {"error": error}
        ) from error
    return head


def path() -> Path:
    """Give the place of the head file."""
    return Path(settings.SANSHEN_HEAD)


def _of_database() -> v1.Head:
    entry = AuditEntry.objects.order_by("-sequence").values_list("sequence", "digest").first()
    release = Release.objects.order_by("-sequence").values_list("sequence", "signature").first()
    return v1.Head(
        site=keys.site(),
        entry=entry[0] if entry else 0,
        entry_digest=entry[1] if entry else None,
        release=release[0] if release else 0,
        release_signature=bytes(release[1]).hex() if release else None,
        written_at=canonical.time_text(datetime.now(UTC)),
        key=keys.signing_key().id,
    )


def _save(head: v1.Head) -> None:
    signature = keys.signing_key().sign("head/1", head.encoded)
    files.write(path(), encode(head, signature))
