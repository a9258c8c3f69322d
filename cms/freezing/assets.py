"""Pictures and files of a page, stored by digest and named by it."""

import hashlib
import io
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cms.freezing.captions import NOT_CAPTIONS
from cms.freezing.kinds import Kind, recognise, recognise_video
from cms.freezing.problems import Problems
from cms.freezing.unfit import Unfit
from ledger import assets, canonical
from ledger.models import Asset

MISSING = _("the file “%(name)s” is missing in the workspace. Choose it again.")
NOT_CHOSEN = _("the attachment no longer exists. Choose a file again or delete the block.")
NO_PICTURE = _("the picture no longer exists. Choose another one.")
NOT_OURS = _("the picture “%(address)s” lies elsewhere. Upload it, so that it can be reviewed.")
LASTING = re.compile(r"/assets/([0-9a-f]{64})\.[a-z0-9]{1,8}\Z")
# The whole picture, no larger than a wide screen needs; style sheets may show a part of it.
OUTSIDE_BODY = "max-1600x1600"


def digest_of(address: str) -> str:
    """Give the digest that a lasting name holds."""
    return "sha256:" + address.removeprefix("/assets/").partition(".")[0]


@dataclass
class Assets:
    """Stores what a body names and keeps the entries in order of first appearance."""

    problems: Problems
    entries: dict[str, dict[str, Any]] = field(default_factory=dict)
    alternatives: dict[str, str] = field(default_factory=dict)
    forgotten: bool = False

    def depict(self, pk: int, alt: str, place: Any) -> dict[str, Any] | None:
        """Store one picture that stands outside the body; give it as `details` name it."""
        image = get_image_model().objects.filter(pk=pk).first()
        if image is None:
            self.problems.add(place, NO_PICTURE)
            return None
        try:
            rendition = image.get_rendition(OUTSIDE_BODY)
        except OSError:
            self.problems.add(place, MISSING % {"name": image.filename})
            return None
        address = self.picture(rendition.url, place)
        if address is None:
            return None
        self.alternatives.setdefault(digest_of(address), alt)
        size = {"width": rendition.width, "height": rendition.height}
        return {"address": address, "alt": alt, **size}

    def known(self, address: str) -> bool:
        """Say whether an address is the lasting name of something stored for this page."""
        return bool(LASTING.match(address)) and digest_of(address) in self.entries

    def picture(self, address: str, place: Any = None) -> str | None:
        """Store the rendition that a template printed, give its lasting name."""
        place = place or _("Picture")
        if self.known(address):
            return address
        if not address.startswith(settings.MEDIA_URL):
            self.problems.add(place, NOT_OURS % {"address": address})
            return None
        name = unquote(address.removeprefix(settings.MEDIA_URL))
        rendition = (
            get_image_model().get_rendition_model().objects.select_related("image")
            .filter(file=name).first()
        )  # fmt: skip
        if not default_storage.exists(name):
            # A rolled-back transaction can leave a row, or a memory of one, without its file.
            # Forgotten here, the rendition is made again when the page is frozen once more.
            if rendition is not None:
                rendition.delete()
            get_image_model().get_rendition_model().cache_backend.clear()
            self.forgotten = True
            self.problems.add(place, MISSING % {"name": name})
            return None
        with default_storage.open(name) as file:
            data = file.read()
        called = PurePath(name).suffix
        original = rendition.image.filename if rendition else name
        return self._store(data, PurePath(original).stem + called, place, "picture")

    def attachment(self, pk: int) -> tuple[str, int, str] | None:
        """Store a document's file; give its lasting name, its size and its extension."""
        place = _("Attachment")
        document = self._document(pk, place)
        if document is None:
            return None
        data = self._bytes(document, place)
        if data is None:
            return None
        address = self._store(data, document.filename, place, "attachment")
        return (address, len(data), PurePath(address).suffix[1:]) if address else None

    def captions(self, pk: int) -> str | None:
        """Store a file of captions; give its lasting name.

        `content/1` knows pictures and attachments: the media type says what an attachment is.
        """
        place = _("Captions")
        document = self._document(pk, place)
        data = self._bytes(document, place) if document else None
        if document is None or data is None:
            return None
        if not document.filename.lower().endswith(".vtt"):
            self.problems.add(place, NOT_CAPTIONS % {"name": document.filename})
            return None
        return self._store(data, document.filename, place, "attachment")

    def video(self, pk: int) -> str | None:
        """Store a video, piece by piece; give its lasting name."""
        place = _("Video")
        document = self._document(pk, place)
        if document is None:
            return None
        try:
            with document.file.open("rb") as file:
                recognise_video(file, document.filename)
                digest = _digest_of(document, file)
                if not (Asset.objects.filter(digest=digest).exists() and assets.exists(digest)):
                    file.seek(0)
                    digest = assets.store(file, "video/mp4", document.filename).digest
                size = file.seek(0, io.SEEK_END)
        except OSError:
            self.problems.add(place, MISSING % {"name": document.filename})
            return None
        except Unfit as sentence:
            self.problems.add(place, sentence)
            return None
        return self._enter(digest, size, Kind("mp4", "video/mp4"), document.filename, "attachment")

    def _document(self, pk: int, place: Any) -> Any:
        document = get_document_model().objects.filter(pk=pk).first()
        if document is None:
            self.problems.add(place, NOT_CHOSEN)
        return document

    def _bytes(self, document: Any, place: Any) -> bytes | None:
        try:
            with document.file.open("rb") as file:
                data: bytes = file.read()
                return data
        except OSError:
            self.problems.add(place, MISSING % {"name": document.filename})
            return None

    def _store(self, data: bytes, name: str, place: Any, use: str) -> str | None:
        try:
            kind = recognise(data, name)
        except Unfit as sentence:
            self.problems.add(place, sentence)
            return None
        # A preview looks at the same files again and again: only new bytes take the write lock.
        digest = canonical.digest(data)
        if not (Asset.objects.filter(digest=digest).exists() and assets.exists(digest)):
            assets.store(data, kind.media_type, name)
        return self._enter(digest, len(data), kind, name, use)

    def _enter(self, digest: str, size: int, kind: Kind, name: str, use: str) -> str:
        entry = {
            "digest": digest,
            "size": size,
            "media_type": kind.media_type,
            "name": name,
            "alt": "",
            "use": use,
        }
        self.entries.setdefault(digest, entry)
        return f"/assets/{digest.removeprefix('sha256:')}.{kind.extension}"


def _digest_of(document: Any, file: Any) -> str:
    """Hash a large file once for each state of it: previews look at it again and again."""
    try:
        state = Path(document.file.path).stat()
    except NotImplementedError:
        # A storage that has no files of its own.
        file.seek(0)
        return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()
    return _hash_of(document.file.path, state.st_mtime_ns, state.st_ctime_ns, state.st_size)


@lru_cache(maxsize=256)
def _hash_of(place: str, modified: int, changed: int, size: int) -> str:
    with Path(place).open("rb") as file:
        return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()
