"""Rotation of the signing key: an entry signed by the old key carries a signature of the new one.

The new key waits under other names until the entry is committed; `finish` puts it in its place,
or takes it away when the entry never was. Nothing is signed in between: an entry after a rotation
must be signed by the key that the rotation names.
"""

from collections.abc import Mapping
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import transaction

from ledger import bodies, entries, files, keys, releases
from ledger.formats import v1
from ledger.models import AuditEntry

NEXT_PRIVATE, NEXT_PUBLIC = "next.pem", "next.json"


def rotate(*, rotated_by: Mapping[str, str], confirmed_by: Mapping[str, str]) -> AuditEntry:
    """Make a new key and let it sign from the next entry and the next release on."""
    finish()
    private = Ed25519PrivateKey.generate()
    with transaction.atomic():
        sequence = entries.next_sequence()
        document = keys.describe(
            private,
            site=keys.site(),
            entries_from=sequence + 1,
            releases_from=releases.next_sequence(),
        )
        files.write(_folder() / NEXT_PRIVATE, keys.pem(private), mode=files.PRIVATE)
        files.write(_folder() / NEXT_PUBLIC, document.encoded)
        bodies.put(document.encoded)
        proof = private.sign(v1.signed_bytes("key/1", document.encoded))
        row = entries.append(
            "key:rotated",
            person=dict(rotated_by),
            detail={
                "key": document.key,
                "signature": proof.hex(),
                "confirmed_by": confirmed_by["uid"],
                "confirmed_by_name": confirmed_by["name"],
            },
            covers=[document.digest],
        )
        transaction.on_commit(finish)
    return row


def finish() -> None:
    """Bring a rotation to its end, also one that a dead process left behind."""
    private, public = _folder() / NEXT_PRIVATE, _folder() / NEXT_PUBLIC
    if public.exists() and private.exists():
        document = v1.VerifyingKey.parse(public.read_bytes())
        if bodies.exists(document.digest):
            files.write(_folder() / f"{document.key}.json", document.encoded)
            private.rename(_folder() / keys.PRIVATE_NAME)
            files.sync_folder(_folder())
    for path in (private, public):
        path.unlink(missing_ok=True)
    keys.forget()


def _folder() -> Path:
    return Path(settings.SANSHEN_KEYS)
