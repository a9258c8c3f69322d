"""Pictures and attachments of imported drafts, looked at before they come in."""

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cms.freezing.kinds import Unfit, recognise
from cms.importing.line import BadLine

OUTSIDE = _("the path “%(path)s” leads out of the folder of the file.")
ABSENT = _("the file “%(path)s” is not there.")


@contextmanager
def _sentences() -> Iterator[None]:
    try:
        yield
    except Unfit as sentence:
        raise BadLine(str(sentence)) from sentence


def read(folder: Path, path: str) -> bytes:
    """Read a file beside the file of drafts.

    Raises:
        BadLine: when it is not there, or lies elsewhere.
    """
    place = (folder / path).resolve()
    if not place.is_relative_to(folder.resolve()):
        raise BadLine(OUTSIDE % {"path": path})
    if not place.is_file():
        raise BadLine(ABSENT % {"path": path})
    return place.read_bytes()


def picture(data: bytes, path: str, title: str, user: Any) -> Any:
    """Give a picture of the workspace with these bytes, made once.

    Raises:
        BadLine: when the bytes are no picture that can be published.
    """
    name = PurePath(path).name
    with _sentences():
        if not recognise(data, name).is_picture:
            raise BadLine(_("“%(name)s” is not a picture.") % {"name": name})
    model = get_image_model()
    known = model.objects.filter(file_hash=hashlib.sha1(data, usedforsecurity=False).hexdigest())
    image = known.first()
    if image is None:
        file = ImageFile(io.BytesIO(data), name=name)
        image = model(title=title or name, file=file, uploaded_by_user=user)
        image._set_image_file_metadata()
        image.save()
    return image


def document(data: bytes, path: str, title: str, user: Any) -> Any:
    """Give a document of the workspace with these bytes, made once.

    Raises:
        BadLine: when the bytes are no file that can be published.
    """
    name = PurePath(path).name
    with _sentences():
        recognise(data, name)
    model = get_document_model()
    known = model.objects.filter(file_hash=hashlib.sha1(data, usedforsecurity=False).hexdigest())
    row = known.first()
    if row is None:
        row = model(title=title or PurePath(name).stem, uploaded_by_user=user)
        row.file.save(name, ContentFile(data), save=False)
        row._set_document_file_metadata()
        row.save()
    return row
