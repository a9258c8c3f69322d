"""Text of a PDF by its pages, and what it says of its author."""

import io
import logging

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from ledger.opening.parts import DAMAGED, LYING, NO_TEXT, PROTECTED, Full, Gathered, Unreadable

MOST_PAGES = 1000
_PROPERTIES = {
    "/Author": "author",
    "/Title": "title",
    "/Subject": "subject",
    "/Keywords": "keywords",
    "/Creator": "program",
    "/Company": "company",
    "/CreationDate": "created",
}
# What a broken file makes its reader stumble over; each means the same to a person.
_BROKEN = (
    PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OSError,
    RecursionError, ArithmeticError, NotImplementedError, AssertionError,
)  # fmt: skip


def read(data: bytes, gathered: Gathered) -> None:
    """Gather the text of one PDF."""
    logging.disable(logging.CRITICAL)
    if b"%PDF-" not in data[:1024]:
        raise Unreadable(LYING)
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        # Many are closed only against changes: the empty password opens those.
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(PROTECTED)
        for key, value in (reader.metadata or {}).items():
            if key in _PROPERTIES:
                gathered.say(_PROPERTIES[key], value)
        count = len(reader.pages)
    except _BROKEN as error:
        raise Unreadable(DAMAGED) from error
    gathered.say("pages", count)
    lost = 0
    for number in range(min(count, MOST_PAGES)):
        try:
            text = reader.pages[number].extract_text()
        except _BROKEN:
            lost += 1
            continue
        gathered.add(f"第{number + 1}页", text)
    if lost:
        gathered.problem = f"有{lost}页无法读取，请人工核对。"
    elif not gathered.parts:
        gathered.problem = NO_TEXT
    if count > MOST_PAGES:
        gathered.problem = f"共{count}页，只读了前{MOST_PAGES}页，其余请人工核对。"
        raise Full
