"""Erasure: the one way in which words leave the ledger.

An order names one digest, a legal basis and two people. With it, and only with it, the triggers
let go of that body and that asset. Who signed, when, and under which digest stays for ever.

Orders are also kept as files beside the head, so that a backup older than an order cannot bring
back what was erased.
"""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from ledger import assets, canonical, entries, files, keys, signals
from ledger.broken import Broken
from ledger.canonical import NotCanonical
from ledger.formats import v1
from ledger.models import Asset, AssetExtract, AuditEntry, Body, Erasure

log = logging.getLogger("ledger")

# What can hold people's words and is not needed to know who signed what.
_ERASABLE = (v1.Content, v1.Words, v1.Finding)


class NotErasable(Exception):
    """The order cannot be given. The message is a sentence for people."""


def order(
    subject: str,
    *,
    legal_basis: str,
    ordered_by: Mapping[str, str],
    confirmed_by: Mapping[str, str],
) -> Erasure:
    """Erase one body or asset by order of two people; withdraw what shows it first.

    Raises:
        NotErasable: when the people are not two, the basis is missing, nothing lies under that
            digest, or what lies there says who signed.
    """
    if ordered_by["uid"] == confirmed_by["uid"]:
        raise NotErasable(_("An erasure is ordered by one person and confirmed by another."))
    if not legal_basis.strip():
        raise NotErasable(_("An erasure needs its legal basis in words."))
    with transaction.atomic():
        entries.lock()
        _refuse_evidence(subject)
        statement = v1.Erasure(
            site=keys.site(),
            subject=subject,
            legal_basis=legal_basis,
            ordered_by=dict(ordered_by),
            confirmed_by=dict(confirmed_by),
            ordered_at=canonical.time_text(entries.now()),
        )
        return _carry_out(statement)


def apply_again() -> list[Erasure]:
    """Carry out the orders that a restored database does not know; give their new rows.

    Must run where the head is good, because each order gets its audit entry again.
    """
    with transaction.atomic():
        entries.lock()
        known = set(Erasure.objects.values_list("digest", flat=True))
        found = [
            _carry_out(statement) for statement in kept_orders() if statement.digest not in known
        ]
    # An older set of files may hold what a known order erased.
    for subject in Erasure.objects.values_list("subject", flat=True):
        assets.remove(subject)
    return found


def kept_orders() -> list[v1.Erasure]:
    """Give the orders that are kept as files, the oldest first.

    A file counts only with the signed audit entry that covers its order, which is in it: else
    whoever can write here could have anything erased at the next restore.
    """
    orders = []
    for path in sorted(folder().glob("*.json")):
        try:
            orders.append(_read(path.read_bytes()))
        except (NotCanonical, Broken, KeyError, TypeError, ValueError):
            log.exception("The erasure order %s cannot be believed.", path)
    return sorted(orders, key=lambda order: order.ordered_at)


def _read(data: bytes) -> v1.Erasure:
    value: Any = canonical.decode(data)
    document = v1.Erasure.parse(canonical.encode(value["order"]))
    entry = v1.Entry.parse(canonical.encode(value["entry"]))
    signature = bytes.fromhex(value["signature"])
    keys.verify(entry.key, "entry/1", entry.encoded, signature, sequence=entry.sequence)
    if entry.tag != "erasure:ordered" or document.digest not in entry.covers:
        raise NotCanonical("its audit entry does not cover the order")
    return document


def statement(row: Erasure) -> v1.Erasure:
    """Read an order."""
    return v1.Erasure.parse(bytes(row.statement))


def folder() -> Path:
    """Give the folder of the orders: beside the head, outside the database."""
    return Path(settings.SANSHEN_HEAD).parent / "erasures"


def _refuse_evidence(subject: str) -> None:
    if Erasure.objects.filter(subject=subject).exists():
        raise NotErasable(_("This was erased already."))
    data = Body.objects.filter(digest=subject).values_list("data", flat=True).first()
    if data is None:
        if not Asset.objects.filter(digest=subject).exists():
            raise NotErasable(_("Nothing lies under %(digest)s.") % {"digest": subject})
        return
    if not any(_is(kind, bytes(data)) for kind in _ERASABLE):
        raise NotErasable(
            _("This says who decided what and stays. Erase the content, the words or the file.")
        )


def _is(kind: type[v1.Document], data: bytes) -> bool:
    try:
        kind.parse(data)
    except NotCanonical:
        return False
    return True


def _carry_out(document: v1.Erasure) -> Erasure:
    newest = Erasure.objects.order_by("-number").values_list("number", flat=True).first()
    row = Erasure(
        number=(newest or 0) + 1,
        subject=document.subject,
        statement=document.encoded,
        digest=document.digest,
    )
    row.save(force_insert=True)
    Body.objects.filter(digest=document.subject).delete()
    Asset.objects.filter(digest=document.subject).delete()
    AssetExtract.objects.filter(digest=document.subject).delete()
    signals.erased.send(sender=Erasure, erasure=row, subject=document.subject)
    written = entries.append(
        "erasure:ordered",
        person=document.ordered_by,
        subject={"kind": "body", "uid": document.subject.removeprefix("sha256:")},
        detail={"number": row.number},
        covers=[document.digest, document.subject],
    )
    transaction.on_commit(lambda: _after_commit(document, written))
    return row


def _after_commit(document: v1.Erasure, written: AuditEntry) -> None:
    digits = document.digest.removeprefix("sha256:")
    kept: dict[str, Any] = {
        "order": document.document(),
        "entry": entries.header(written).document(),
        "signature": bytes(written.signature).hex(),
    }
    files.write(folder() / f"{digits}.json", canonical.encode(kept))
    assets.remove(document.subject)
