"""Office files as zip packages: which are looked into, their parts as XML, who wrote them."""

import io
import re
import zipfile
from typing import Any

from lxml import etree

from ledger.opening.parts import DAMAGED, LYING, MACROS, PROTECTED, SWELLS, Gathered, Unreadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_PARTS = 10_000
_MOST_UNPACKED = 300 * 1024 * 1024
_MOST_XML = 60 * 1024 * 1024
# A part that swells more than this is neither text nor picture.
_MOST_SWELLING = 250
_PROGRAMS = re.compile(r"vbaproject|vbadata|activex/|macrosheets/|embeddings/", re.I)
_CORE = {
    "creator": "author",
    "lastModifiedBy": "last_author",
    "title": "title",
    "subject": "subject",
    "keywords": "keywords",
    "description": "description",
    "created": "created",
}
_APP = {"Company": "company", "Manager": "manager", "Application": "program"}


def opened(data: bytes, wanted: str, gathered: Gathered) -> zipfile.ZipFile:
    """Open a package that holds the part its kind must have.

    Raises:
        Unreadable: when it is protected, damaged, of another kind, or swells.
    """
    if data.startswith(_OLE):
        hidden = "EncryptedPackage".encode("utf-16-le") in data
        raise Unreadable(PROTECTED if hidden else LYING)
    if not data.startswith(b"PK"):
        raise Unreadable(LYING)
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise Unreadable(DAMAGED) from error
    parts = package.infolist()
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(PROTECTED)
    swollen = sum(part.file_size for part in parts) > _MOST_UNPACKED or any(map(_swells, parts))
    if len(parts) > _MOST_PARTS or swollen:
        raise Unreadable(SWELLS)
    if len(names) != len(parts):
        raise Unreadable(DAMAGED)
    if wanted not in names:
        raise Unreadable(LYING)
    if any(_PROGRAMS.search(name) for name in names):
        gathered.problem = MACROS
    return package


def xml(package: zipfile.ZipFile, name: str) -> Any:
    """Read one part as XML; None where there is none.

    Raises:
        Unreadable: when it is no XML, or names entities.
    """
    if name not in package.namelist():
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        with package.open(name) as part:
            # Asked for all of it, `zipfile` unpacks first and counts afterwards.
            tree = etree.fromstring(part.read(package.getinfo(name).file_size + 1), parser)
    except (etree.XMLSyntaxError, zipfile.BadZipFile, EOFError, OSError, ValueError) as error:
        raise Unreadable(DAMAGED) from error
    if tree.getroottree().docinfo.doctype:
        raise Unreadable(DAMAGED)
    return tree


def tell_properties(package: zipfile.ZipFile, gathered: Gathered) -> None:
    """Say who wrote a document, where, with what."""
    for name, known in (("docProps/core.xml", _CORE), ("docProps/app.xml", _APP)):
        tree = xml(package, name)
        for element in () if tree is None else tree:
            tag = etree.QName(element).localname if isinstance(element.tag, str) else ""
            if tag in known:
                gathered.say(known[tag], element.text)
    custom = xml(package, "docProps/custom.xml")
    for element in () if custom is None else custom:
        if isinstance(element.tag, str):
            gathered.say(f"custom:{element.get('name', '')[:60]}", "".join(element.itertext()))


def _swells(part: zipfile.ZipInfo) -> bool:
    big = part.file_size > 1024 * 1024
    return (big and part.file_size > _MOST_SWELLING * max(1, part.compress_size)) or (
        part.filename.endswith((".xml", ".rels")) and part.file_size > _MOST_XML
    )
