"""The audit chain: one signed entry for every act, each naming the digest of the one before.

An entry is written in the transaction of the act, as its last statement, under a lock that lets
one transaction at a time append. On SQLite that lock is the transaction itself (IMMEDIATE), on
PostgreSQL an advisory lock that ends with the transaction.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from ledger import bodies, canonical, head, indexes, keys, mirror
from ledger.broken import Broken
from ledger.formats import v1
from ledger.models import AuditEntry
from ledger.tags import TAGS

__all__ = ["TAGS", "NotInTransaction", "UnknownTag", "append", "lock", "next_sequence", "now"]

# "SANSHEN" as a number. Both chains share one lock: a release is always followed by its entry.
_LOCK = 0x53414E5348454E


class NotInTransaction(RuntimeError):
    """An entry belongs in the transaction of the act that it records."""


class UnknownTag(ValueError):
    """The tag is not in the register."""


def append(
    tag: str,
    *,
    person: Mapping[str, str] | None,
    subject: Mapping[str, str] | None = None,
    detail: Mapping[str, Any] | None = None,
    covers: Iterable[str | None] = (),
) -> AuditEntry:
    """Sign and append one entry; the head file follows after the commit.

    `subject` is ``{"kind", "uid"}`` (the ledger itself when left out), `detail` short machine
    words, `covers` digests in any order (None among them is left out, so that optional words can
    be named without asking).

    Raises:
        NotInTransaction: outside of `transaction.atomic`.
        UnknownTag: for a tag that is not registered.
        head.BehindHead: when the database has lost what was signed.
    """
    if tag not in TAGS:
        raise UnknownTag(f"{tag!r} is not in ledger.tags.TAGS")
    previous = _newest()
    return _write(
        previous,
        previous.sequence + 1,
        tag,
        person=person,
        subject=subject,
        detail=detail,
        covers=covers,
    )


def append_after_loss(
    lost: int,
    *,
    person: Mapping[str, str] | None,
    detail: Mapping[str, Any],
    covers: Iterable[str],
) -> AuditEntry:
    """Append ``ledger:restored`` after the last sequence that was lost.

    The database is behind the head here, so the head is not asked; `accept_restore` calls this.
    """
    lock()
    previous = _last()
    if previous is None:
        raise Broken(_("The restored database has no audit entry at all."))
    sequence = max(previous.sequence, lost) + 1
    return _write(
        previous,
        sequence,
        "ledger:restored",
        person=person,
        detail=detail,
        covers=covers,
        announce=False,
    )


def next_sequence() -> int:
    """Take the lock and give the sequence that the next entry of this transaction will have."""
    return _newest().sequence + 1


def now() -> datetime:
    """Give the present time, never before the newest entry's, even when the clock jumped back."""
    previous = _last()
    return _not_before(previous)


def header(row: AuditEntry) -> v1.Entry:
    """Read the header of an entry."""
    return v1.Entry.parse(bytes(row.header))


def lock() -> None:
    """Let nobody else append until this transaction ends.

    Raises:
        NotInTransaction: outside of a transaction, where a lock would end at once.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction("append to the ledger inside transaction.atomic()")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _newest() -> AuditEntry:
    lock()
    previous = _last()
    if previous is None:
        return _open()
    head.check()
    _check_link(previous)
    return previous


def _open() -> AuditEntry:
    """Begin the chain with the key that it can be verified with."""
    head.begin()
    head.check()
    key = keys.valid_at(1)
    return _write(
        None, 1, "ledger:opened", person=None, detail={"key": key.key}, covers=[_kept(key)]
    )


def _kept(key: v1.VerifyingKey) -> str:
    return bodies.put(key.encoded)


def _last() -> AuditEntry | None:
    return AuditEntry.objects.order_by("-sequence").first()


def _check_link(row: AuditEntry) -> None:
    """Refuse to build on an entry that somebody changed or put there without the key."""
    encoded = bytes(row.header)
    if canonical.digest(encoded) != row.digest:
        raise Broken(
            _("Audit entry %(sequence)s has been changed. Signing has stopped.")
            % {"sequence": row.sequence}
        )
    keys.verify(row.key, "entry/1", encoded, bytes(row.signature), sequence=row.sequence)


def _write(
    previous: AuditEntry | None,
    sequence: int,
    tag: str,
    *,
    person: Mapping[str, str] | None,
    subject: Mapping[str, str] | None = None,
    detail: Mapping[str, Any] | None = None,
    covers: Iterable[str | None] = (),
    announce: bool = True,
) -> AuditEntry:
    key = keys.signing_key()
    if keys.valid_at(sequence).key != key.id:
        raise keys.MissingKey(
            _("The signing key %(key)s is not the one that is valid now.") % {"key": key.id}
        )
    _refuse_half_rotated(previous, key.id)
    moment = _not_before(previous)
    entry = v1.Entry(
        site=keys.site(),
        sequence=sequence,
        at=canonical.time_text(moment),
        person=None if person is None else dict(person),
        tag=tag,
        subject=dict(subject or {"kind": "ledger", "uid": keys.site()}),
        detail=dict(detail or {}),
        covers=tuple(sorted({digest for digest in covers if digest is not None})),
        previous=previous.digest if previous else None,
        key=key.id,
    )
    row = AuditEntry(
        sequence=sequence,
        format=v1.Entry.FORMAT,
        header=entry.encoded,
        digest=entry.digest,
        previous=entry.previous,
        key=key.id,
        signature=key.sign("entry/1", entry.encoded),
    )
    row.save(force_insert=True)
    indexes.of_entry(entry).save(force_insert=True)
    if announce:
        transaction.on_commit(lambda: _follow(sequence))
    return row


def _refuse_half_rotated(previous: AuditEntry | None, key: str) -> None:
    """After a rotation the new key signs; a process that died in between left the old one."""
    if previous is None:
        return
    before = header(previous)
    if before.tag == "key:rotated" and before.detail.get("key") != key:
        raise keys.MissingKey(
            _("A rotation of the signing key was interrupted: run rotate_key --finish.")
        )


def _follow(sequence: int) -> None:
    """Write the head once for all entries of a transaction."""
    kept = head.read()
    if kept is None or kept.entry < sequence:
        head.write()
        mirror.follow()


def _not_before(previous: AuditEntry | None) -> datetime:
    moment = datetime.now(UTC)
    if previous is None:
        return moment
    return max(moment, canonical.read_time(header(previous).at))
