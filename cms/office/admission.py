"""Which files are looked into: a .docx that is one, without programs, of a bounded size.

Everything is told from the bytes; the name says only what somebody believes.
"""

import io
import zipfile
from typing import Any

from django.utils.translation import gettext_lazy as _
from lxml import etree

MOST_BYTES = 50 * 1024 * 1024
MOST_PARTS = 10_000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_WORDS = 30 * 1024 * 1024
# A part that swells more than this is no text and no picture.
MOST_SWELLING = 250
# What libxml2 takes, should it build a tree of it.
DEEPEST = 255
_AT_ONCE = 64 * 1024
_PROGRAMS = ("vbaproject", "vbadata", "activex/", "macrosheets/", "customui/")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

TOO_LARGE = _("“%(name)s” is larger than 50 MB. Take pictures out, or attach it as a file.")
EMPTY = _("“%(name)s” is empty.")
PROTECTED = _(
    "“%(name)s” is protected by a password. Open it in Word, take the protection off under "
    "File › Info, save it and upload it again."
)
OLD = _(
    "“%(name)s” is in the old format of Word (.doc). Open it in Word or WPS, save it as a “Word "
    "document (*.docx)” and upload that."
)
NOT_WORD = _("“%(name)s” is not a Word document (.docx), whatever its name says.")
MACROS = _(
    "“%(name)s” holds programs (macros). Save it in Word as a “Word document (*.docx)”, which "
    "holds none, and upload that."
)
SWELLS = _("“%(name)s” unpacks to much more than a document holds. It was not opened.")
DAMAGED = _(
    "“%(name)s” is damaged and cannot be read. Open it in Word, save it under another name and "
    "upload that."
)
TOO_DEEP = _("“%(name)s” nests its parts deeper than a document does. It was not opened.")


class Unreadable(ValueError):
    """A file that is not turned into a draft; the text is the sentence."""


def check(data: bytes, name: str) -> None:
    """Look at a file before anything opens it.

    Raises:
        Unreadable: with the sentence that says why, and what to do.
    """
    said = {"name": name}
    if not data:
        raise Unreadable(EMPTY % said)
    if len(data) > MOST_BYTES:
        raise Unreadable(TOO_LARGE % said)
    if data.startswith(_OLE):
        # Word wraps an encrypted document into the container of its old format.
        hidden = "EncryptedPackage".encode("utf-16-le") in data
        raise Unreadable((PROTECTED if hidden else OLD) % said)
    if not data.startswith(b"PK"):
        raise Unreadable(NOT_WORD % said)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_package(package, said)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise Unreadable(DAMAGED % said) from error
    except (etree.XMLSyntaxError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(DAMAGED % said) from error


def _check_package(package: zipfile.ZipFile, said: dict[str, str]) -> None:
    parts = package.infolist()
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS or len(names) != len(parts):
        raise Unreadable((SWELLS if len(parts) > MOST_PARTS else DAMAGED) % said)
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(PROTECTED % said)
    if sum(part.file_size for part in parts) > MOST_UNPACKED or any(map(_swells, parts)):
        raise Unreadable(SWELLS % said)
    if any(word in name.lower() for name in names for word in _PROGRAMS):
        raise Unreadable(MACROS % said)
    if "[Content_Types].xml" not in names:
        raise Unreadable(NOT_WORD % said)
    if b"macroEnabled" in _bytes(package, package.getinfo("[Content_Types].xml")):
        raise Unreadable(MACROS % said)
    if "word/document.xml" not in names:
        raise Unreadable(NOT_WORD % said)
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            _check_part(package, part, said)
    if package.testzip() is not None:
        raise Unreadable(DAMAGED % said)


def _swells(part: zipfile.ZipInfo) -> bool:
    big = part.file_size > 1024 * 1024
    return (big and part.file_size > MOST_SWELLING * max(1, part.compress_size)) or (
        part.filename.endswith((".xml", ".rels")) and part.file_size > MOST_WORDS
    )


def _check_part(package: zipfile.ZipFile, part: zipfile.ZipInfo, said: dict[str, str]) -> None:
    """Read a part as it comes: no entity, no document type, no depth that nobody writes."""
    # Nothing is kept of what is read: a tree of empty elements takes thirty times its text.
    seen = _Seen()
    parser: Any = etree.XMLParser(
        target=seen, resolve_entities=False, no_network=True, huge_tree=False
    )
    try:
        data = _bytes(package, part)
        for begin in range(0, max(len(data), 1), _AT_ONCE):
            parser.feed(data[begin : begin + _AT_ONCE])
        parser.close()
    except etree.XMLSyntaxError as error:
        raise Unreadable(DAMAGED % said) from error
    if seen.deepest > DEEPEST:
        raise Unreadable(TOO_DEEP % said)
    if seen.document_type:
        raise Unreadable(DAMAGED % said)


class _Seen:
    """What the parser tells while it reads, counted and forgotten."""

    def __init__(self) -> None:
        self.document_type = False
        self.depth = self.deepest = 0

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        self.document_type = True

    def start(self, tag: str, attributes: Any) -> None:
        self.depth += 1
        self.deepest = max(self.deepest, self.depth)

    def end(self, tag: str) -> None:
        self.depth -= 1

    def data(self, text: str) -> None:
        pass

    def close(self) -> None:
        pass


def _bytes(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Unpack a part no further than it says: asked for all of it, `zipfile` unpacks first and
    counts afterwards."""
    with package.open(part) as opened:
        return opened.read(part.file_size + 1)
