"""Listed kinds of files, recognised from their bytes and never from their name.

No HTML, XML, SVG, archives, and no office document with macros, embedded programs or ActiveX.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

import filetype
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

from cms.freezing import captions, videos
from cms.freezing.unfit import Unfit

MOST_BYTES = 200 * 1024 * 1024
MOST_PIXELS = 50_000_000
MOST_FRAMES = 300
MOST_UNPACKED = 500 * 1024 * 1024
MOST_PARTS = 10_000

PICTURES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp", "gif": "image/gif"}
_OFFICE = "application/vnd.openxmlformats-officedocument."
OFFICE = {
    "docx": f"{_OFFICE}wordprocessingml.document",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "pptx": f"{_OFFICE}presentationml.presentation",
}
KINDS = {
    **PICTURES,
    **OFFICE,
    "pdf": "application/pdf",
    "mp4": "video/mp4",
    "vtt": "text/vtt",
}
_SPELLINGS = {"jpeg": "jpg"}
# What makes a PDF act when it is opened.
_ACTIVE_PDF = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/XFA")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_OBJECTS = re.compile(rb"/ObjStm.{0,400}?stream\r?\n", re.DOTALL)
MOST_OBJECTS = 32 * 1024 * 1024
_ACTIVE_OFFICE = ("vbaproject", "activex", "embeddings/", "macrosheets/", "customui/")

NOT_LISTED = _(
    "“%(name)s” is not a kind of file that can be published. "
    "These can: PNG, JPEG, WebP, GIF, PDF, DOCX, XLSX, PPTX, MP4, VTT."
)
LIES = _("“%(name)s” is called .%(called)s but is a %(kind)s file inside. Give it its true name.")
TOO_LARGE = _("“%(name)s” is larger than %(most)d MB.")
TOO_MANY_PIXELS = _("“%(name)s” has %(pixels)d million pixels or more frames than a picture needs.")
BROKEN = _("“%(name)s” cannot be read; it may be damaged.")
ACTIVE = _("“%(name)s” holds a program (%(what)s) that could run when somebody opens it.")
BOMB = _("“%(name)s” unpacks to much more than an office document holds.")


@dataclass(frozen=True)
class Kind:
    """What a file is: the extension we give it and its media type."""

    extension: str
    media_type: str

    @property
    def is_picture(self) -> bool:
        """Say whether browsers show it as a picture."""
        return self.extension in PICTURES


def recognise(data: bytes, name: str) -> Kind:
    """Say what kind of file these bytes are.

    Raises:
        Unfit: when the kind is not listed, the name lies about it, or the file could act by
            itself or swell when it is opened.
    """
    if len(data) > MOST_BYTES:
        raise Unfit(TOO_LARGE % {"name": name, "most": MOST_BYTES // 1024 // 1024})
    extension = _extension(data)
    if extension not in KINDS:
        raise Unfit(NOT_LISTED % {"name": name})
    check_name(name, extension)
    if extension in PICTURES:
        _check_picture(data, name)
    elif extension in OFFICE:
        _check_office(data, name)
    elif extension == "pdf":
        _check_pdf(data, name)
    elif extension == "mp4":
        videos.read(io.BytesIO(data), name)
    elif extension == "vtt":
        captions.read(data, name)
    return Kind(extension, KINDS[extension])


def recognise_video(file: BinaryIO, name: str) -> videos.Video:
    """Look at a video without reading all of it.

    Raises:
        Unfit: when it is not one, or its name lies.
    """
    video = videos.read(file, name)
    check_name(name, "mp4")
    return video


def check_name(name: str, extension: str) -> None:
    """Refuse a name that lies about what the file is.

    Raises:
        Unfit: when the extension is another one.
    """
    called = PurePath(name).suffix.lower().lstrip(".")
    called = _SPELLINGS.get(called, called)
    if called != extension:
        raise Unfit(LIES % {"name": name, "called": called, "kind": extension})


def _extension(data: bytes) -> str:
    if data[:4] == b"PK\x03\x04":
        return _office_extension(data)
    if data.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        return "vtt"
    guessed = filetype.guess(data)
    return guessed.extension if guessed else ""


def _office_extension(data: bytes) -> str:
    """Tell office documents by a part they must have: `filetype` looks at first names only."""
    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except zipfile.BadZipFile:
        return ""
    if "[Content_Types].xml" not in names:
        return ""
    parts = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
    return next((kind for kind, part in parts.items() if part in names), "")


def _check_picture(data: bytes, name: str) -> None:
    try:
        with Image.open(io.BytesIO(data)) as picture:
            pixels = picture.width * picture.height
            frames = getattr(picture, "n_frames", 1)
            if pixels > MOST_PIXELS or frames > MOST_FRAMES:
                raise Unfit(TOO_MANY_PIXELS % {"name": name, "pixels": pixels // 1_000_000})
            picture.verify()
    except Image.DecompressionBombError as error:
        raise Unfit(TOO_MANY_PIXELS % {"name": name, "pixels": 100}) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        if isinstance(error, Unfit):
            raise
        raise Unfit(BROKEN % {"name": name}) from error


def _check_office(data: bytes, name: str) -> None:
    parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unfit(BOMB % {"name": name})
    for part in parts:
        lower = part.filename.lower()
        if any(word in lower for word in _ACTIVE_OFFICE):
            raise Unfit(ACTIVE % {"name": name, "what": part.filename})


def _check_pdf(data: bytes, name: str) -> None:
    for part in (data, *_packed_objects(data)):
        # A name may be written with any of its letters as #xx.
        plain = _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), part)
        for word in _ACTIVE_PDF:
            # /JS must be the whole name: /JSomething is another key.
            if re.search(re.escape(word) + rb"(?![0-9A-Za-z])", plain):
                raise Unfit(ACTIVE % {"name": name, "what": word.decode()})


def _packed_objects(data: bytes) -> Iterator[bytes]:
    """Unpack the streams that hold objects; those that hold text and pictures cannot act."""
    for match in _OBJECTS.finditer(data):
        try:
            yield zlib.decompressobj().decompress(data[match.end() :], MOST_OBJECTS)
        except zlib.error:
            continue
