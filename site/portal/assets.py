"""Pictures and attachments: public exactly while a release in force names them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ledger import assets as stored
from portal.items import Reading
from portal.models import PublicAsset
from portal.pages import AssetFile

_OFFICE = "application/vnd.openxmlformats-officedocument."
#: The media types we serve, each under one extension; anything else has no address.
EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "image/gif": "gif",
    "image/avif": "avif",
    "video/mp4": "mp4",
    "text/vtt": "vtt",
    "application/pdf": "pdf",
    f"{_OFFICE}wordprocessingml.document": "docx",
    f"{_OFFICE}spreadsheetml.sheet": "xlsx",
    f"{_OFFICE}presentationml.presentation": "pptx",
}
#: What a browser may draw in place; all else is a download.
SHOWN = ("image/", "video/", "text/vtt")


@dataclass(frozen=True)
class Named:
    """An asset as a release in force names it."""

    place: Path
    media_type: str
    download: str


def named(target: AssetFile, reading: Reading) -> Named | None:
    """Give an asset that a believed release in force names; None when none does.

    Raises:
        Broken: when the bytes are not those that were signed.
    """
    uids = PublicAsset.objects.filter(digest=target.digest).order_by("uid")
    for uid in uids.values_list("uid", flat=True):
        shown = reading.item(uid)
        if shown is None or shown.header is None or target.digest not in shown.header.assets:
            continue
        entry = next(
            (each for each in shown.content.assets if each["digest"] == target.digest), None
        )
        if entry is not None and EXTENSIONS.get(entry["media_type"]) == target.extension:
            return _checked(target.digest, entry)
    return None


def _checked(digest: str, entry: dict[str, Any]) -> Named:
    with stored.open(digest):
        # Opening hashes the bytes.
        media_type = str(entry["media_type"])
        download = "" if media_type.startswith(SHOWN) else str(entry["name"])
        return Named(stored.path(digest), media_type, download)
