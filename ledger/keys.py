"""Keys: one private key that signs, and a public file for every key that ever signed.

The folder `SANSHEN_KEYS` holds `signing.pem` (private, only where signing happens) and one
`<key id>.json` for each key, a canonical `formats.v1.VerifyingKey`. These files are the root of
trust: a key is valid from the sequences its file names until those that the next key's file names.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal
from uuid import uuid4

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.utils.translation import gettext as _

from ledger import canonical, files
from ledger.broken import Broken
from ledger.canonical import NotCanonical
from ledger.formats import v1
from ledger.models import AuditEntry, Release

Chain = Literal["entries", "releases"]
PRIVATE_NAME = "signing.pem"


class MissingKey(Exception):
    """A key that must be there is not. The message is a sentence for people."""


class BadSignature(Broken):
    """The bytes were not signed by the key that was valid at that sequence."""


@dataclass(frozen=True)
class SigningKey:
    """The key that this process signs with."""

    id: str
    private: Ed25519PrivateKey

    def sign(self, purpose: str, encoded: bytes) -> bytes:
        """Sign canonical bytes for one purpose (``entry/1`` and so on)."""
        return self.private.sign(v1.signed_bytes(purpose, encoded))


def key_id(public: Ed25519PublicKey) -> str:
    """Give the name of a key: ``ed25519:`` and 16 hexadecimal digits of the sha256 of its bytes."""
    return "ed25519:" + hashlib.sha256(_raw(public)).hexdigest()[:16]


def ensure() -> SigningKey:
    """Give the signing key, and make it when the ledger has not begun.

    Raises:
        MissingKey: when the ledger has rows or a head and the key is gone. A new key would start
            a new truth beside the old one.
    """
    if can_sign():
        return signing_key()
    begun = AuditEntry.objects.exists() or Release.objects.exists()
    if begun or settings.SANSHEN_HEAD.exists() or _verifying_files():
        raise MissingKey(
            _(
                "The ledger has begun and its signing key is missing: put %(path)s back from the "
                "copy that is kept apart. A new key is made only for an empty ledger."
            )
            % {"path": _private_path()}
        )
    private = Ed25519PrivateKey.generate()
    write(private, site=str(uuid4()), entries_from=1, releases_from=1)
    return signing_key()


def write(
    private: Ed25519PrivateKey, *, site: str, entries_from: int, releases_from: int
) -> v1.VerifyingKey:
    """Write the verifying file, then the private key, so that nothing is signed unverifiably."""
    document = describe(private, site=site, entries_from=entries_from, releases_from=releases_from)
    files.write(settings.SANSHEN_KEYS / f"{document.key}.json", document.encoded)
    files.write(_private_path(), pem(private), mode=files.PRIVATE)
    forget()
    return document


def describe(
    private: Ed25519PrivateKey, *, site: str, entries_from: int, releases_from: int
) -> v1.VerifyingKey:
    """Give the document of a key's public half."""
    public = private.public_key()
    return v1.VerifyingKey(
        site=site,
        key=key_id(public),
        public=_raw(public).hex(),
        entries_from=entries_from,
        releases_from=releases_from,
        made_at=canonical.time_text(datetime.now(UTC)),
    )


def pem(private: Ed25519PrivateKey) -> bytes:
    """Give a private key as a PKCS #8 file."""
    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def can_sign() -> bool:
    """Say whether this process holds the private key."""
    return _private_path().exists()


def signing_key() -> SigningKey:
    """Give the key that this process signs with.

    Raises:
        MissingKey: when there is none, or none of the verifying files belongs to it.
    """
    path = _private_path()
    try:
        key = _load_private(path, path.stat().st_mtime_ns)
    except FileNotFoundError as error:
        raise MissingKey(
            _("There is no signing key at %(path)s: nothing can be signed here.") % {"path": path}
        ) from error
    if key.id not in {document.key for document in verifying_keys()}:
        raise MissingKey(
            _("The signing key %(key)s has no verifying file beside it.") % {"key": key.id}
        )
    return key


def site() -> str:
    """Give the uid of the site, which every signed document names."""
    return verifying_keys()[0].site


def verifying_keys() -> tuple[v1.VerifyingKey, ...]:
    """Give all verifying keys, the oldest first.

    Raises:
        MissingKey: when there is none.
    """
    folder: Path = settings.SANSHEN_KEYS
    try:
        state = folder.stat()
    except FileNotFoundError:
        state = None
    found = _load_verifying(folder, state.st_mtime_ns, state.st_ino) if state else ()
    if not found:
        raise MissingKey(
            _("There is no verifying key in %(folder)s: nothing can be verified.")
            % {"folder": folder}
        )
    return found


def valid_at(sequence: int, chain: Chain = "entries") -> v1.VerifyingKey:
    """Give the one key that is valid at a sequence of a chain.

    Raises:
        BadSignature: when no key is.
    """
    valid = [key for key in verifying_keys() if _starts(key, chain) <= sequence]
    if not valid:
        raise BadSignature(_("No key is valid at %(sequence)s.") % {"sequence": sequence})
    # Two keys may start at one sequence when nothing was signed between two rotations.
    return max(reversed(valid), key=lambda key: _starts(key, chain))


def verify(
    key: str,
    purpose: str,
    data: bytes,
    signature: bytes,
    *,
    sequence: int,
    chain: Chain = "entries",
    or_earlier: bool = False,
) -> Literal[True]:
    """Check that the key valid at a sequence signed the bytes for this purpose.

    An opinion was signed before the release that carries it, so its key may be an earlier one
    (`or_earlier`), never a later one.

    Raises:
        BadSignature: always when it does not hold, so that forgetting to look at the answer
            cannot accept anything.
    """
    document = valid_at(sequence, chain)
    if or_earlier:
        for candidate in verifying_keys():
            if candidate.key == key and _starts(candidate, chain) <= sequence:
                document = candidate
    if document.key != key:
        raise BadSignature(
            _("The key %(key)s is not the one that is valid at %(sequence)s.")
            % {"key": key, "sequence": sequence}
        )
    try:
        _public(document.public).verify(bytes(signature), v1.signed_bytes(purpose, data))
    except InvalidSignature as error:
        raise BadSignature(_("The signature does not belong to these bytes.")) from error
    return True


def forget() -> None:
    """Read the files again at the next use."""
    _load_private.cache_clear()
    _load_verifying.cache_clear()


def _private_path() -> Path:
    return Path(settings.SANSHEN_KEYS) / PRIVATE_NAME


def _verifying_files() -> list[Path]:
    return sorted(Path(settings.SANSHEN_KEYS).glob("ed25519:*.json"))


def _raw(public: Ed25519PublicKey) -> bytes:
    return public.public_bytes(Encoding.Raw, PublicFormat.Raw)


def _starts(key: v1.VerifyingKey, chain: Chain) -> int:
    return key.entries_from if chain == "entries" else key.releases_from


@lru_cache(maxsize=64)
def _public(text: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(text))


@lru_cache(maxsize=8)
def _load_private(path: Path, changed: int) -> SigningKey:
    private = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(private, Ed25519PrivateKey):
        raise MissingKey(_("%(path)s does not hold an Ed25519 key.") % {"path": path})
    return SigningKey(key_id(private.public_key()), private)


@lru_cache(maxsize=8)
def _load_verifying(folder: Path, changed: int, inode: int) -> tuple[v1.VerifyingKey, ...]:
    documents = []
    for path in sorted(folder.glob("ed25519:*.json")):
        try:
            document = v1.VerifyingKey.parse(path.read_bytes())
            fits = document.key == key_id(_public(document.public)) == path.stem
        except (NotCanonical, ValueError) as error:
            raise MissingKey(
                _("%(path)s is not a verifying key: %(error)s") % {"path": path, "error": error}
            ) from error
        if not fits:
            raise MissingKey(_("%(path)s does not carry its own name.") % {"path": path})
        documents.append(document)
    if len({document.site for document in documents}) > 1:
        raise MissingKey(_("The verifying keys in %(path)s name two sites.") % {"path": folder})
    return tuple(sorted(documents, key=lambda key: (key.entries_from, key.releases_from)))
