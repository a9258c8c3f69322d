"""Extracts by the digest of their file: the same bytes are opened once."""

import json
import zlib
from collections.abc import Iterator

from ledger import assets
from ledger.extracts.process import Extract, extract, is_read
from ledger.models import Asset, AssetExtract

VERSION = 1
"""Goes up when more is read than before: older rows are made again."""


def texts(asset_digest: str) -> Extract | None:
    """Give what was kept of an asset; None when it was not opened yet. Reads, never opens."""
    row = AssetExtract.objects.filter(digest=asset_digest, version=VERSION).first()
    return None if row is None else Extract.of(json.loads(zlib.decompress(bytes(row.data))))


def kept(asset_digest: str) -> Extract:
    """Give what an asset holds, opening it when nobody did yet. Never inside a transaction that
    holds the write lock: opening takes as long as the file makes it.

    Raises:
        Broken: when its bytes are missing, erased or others.
    """
    known = texts(asset_digest)
    if known is not None:
        return known
    media_type = Asset.objects.filter(digest=asset_digest).values_list("media_type", flat=True)
    with assets.open(asset_digest) as file:
        kind = media_type.first() or ""
        found = extract(file.read(), kind) if is_read(kind) else Extract()
    data = zlib.compress(json.dumps(found.as_json(), ensure_ascii=False).encode())
    AssetExtract.objects.update_or_create(
        digest=asset_digest, defaults={"version": VERSION, "data": data}
    )
    return found


def missing() -> Iterator[str]:
    """Give the assets that could be opened and were not, so that a command can."""
    done = set(
        AssetExtract.objects.filter(version=VERSION).values_list("digest", flat=True).iterator()
    )
    for digest, media_type in Asset.objects.values_list("digest", "media_type").iterator():
        if digest not in done and is_read(media_type):
            yield digest


__all__ = ["kept", "missing", "texts"]
