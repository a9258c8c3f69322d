"""Reads a list of people from a file: CSV in UTF-8, UTF-16 or GB18030, or XLSX.

Nothing is believed of a file but its cells. What cannot be read is said in one sentence that names
what to do; what stands in a cell is looked at by `imports`.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import openpyxl
from django.utils.translation import gettext as _

LARGEST = 5 * 1024 * 1024
UNPACKED = 100 * 1024 * 1024
MOST = 10_000
#: What a column may be called; the first is what we ask for.
COLUMNS = {
    "number": ("工号", "人员编号", "编号", "number"),
    "name": ("姓名", "name"),
    "department": ("部门", "单位", "department"),
    "post": ("职务", "岗位", "post"),
    "username": ("用户名", "账号", "username"),
    "email": ("邮箱", "电子邮箱", "email"),
}
NEEDED = ("number", "name")


class Unreadable(Exception):
    """The file cannot be read; the message says what to do."""


@dataclass(frozen=True)
class Line:
    """One line of a list, with its number in the file."""

    number: int
    cells: dict[str, str]


def read(data: bytes, name: str) -> list[Line]:
    """Read the lines of a file.

    Raises:
        Unreadable: when it is too large, broken, or has not got the columns.
    """
    if len(data) > LARGEST:
        raise Unreadable(_("The file is larger than 5 MB. Take out what is not a list of people."))
    packed = data[:4] == b"PK\x03\x04"
    if name.lower().endswith(".xls") or data[:4] == b"\xd0\xcf\x11\xe0":
        raise Unreadable(_("This is a workbook of an old kind (.xls). Save it as .xlsx or CSV."))
    rows = _workbook(data) if packed else _table(_decoded(data))
    return _lines(rows)


def _lines(rows: Iterable[list[str]]) -> list[Line]:
    header: dict[int, str] = {}
    found: list[Line] = []
    for number, row in enumerate(rows, start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if not header:
            header = _header(cells)
            continue
        if len(found) >= MOST:
            sentence = _("The file has more than %(most)d lines. Import it in parts.")
            raise Unreadable(sentence % {"most": MOST})
        named = {key: cells[i] if i < len(cells) else "" for i, key in header.items()}
        found.append(Line(number, named))
    if not header:
        raise Unreadable(_("The file is empty."))
    return found


def _header(cells: list[str]) -> dict[int, str]:
    known = {word: key for key, words in COLUMNS.items() for word in words}
    found = {i: known[cell.lower()] for i, cell in enumerate(cells) if cell.lower() in known}
    missing = [COLUMNS[key][0] for key in NEEDED if key not in found.values()]
    if missing:
        sentence = _(
            "The first line has to name the columns; %(missing)s is missing. Possible are: "
            "%(columns)s."
        )
        columns = "、".join(words[0] for words in COLUMNS.values())
        raise Unreadable(sentence % {"missing": "、".join(missing), "columns": columns})
    if len(set(found.values())) < len(found):
        raise Unreadable(_("Two columns have the same name. Leave one of them."))
    return found


def _decoded(data: bytes) -> str:
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    encodings = ["utf-16"] if wide else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Unreadable(
        _("The characters of this file cannot be read. Save it as CSV in UTF-8, or as XLSX.")
    )


def _table(text: str) -> Iterator[list[str]]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t，", key=first.count)
    try:
        # Strict: a quotation mark that is never closed would swallow the lines after it.
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise Unreadable(
            _("The file is no proper CSV: %(why)s. Save it again, or as XLSX.") % {"why": error}
        ) from error


def _workbook(data: bytes) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > UNPACKED:
                raise Unreadable(_("This workbook is far too large unpacked. Save it as CSV."))
        # Formulas come as they are written, so that they can be refused.
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
        sheet = book.worksheets[0]
        for row in sheet.iter_rows(max_row=MOST + 1000, max_col=40, values_only=True):
            yield [_cell(value) for value in row]
    except Unreadable:
        raise
    except Exception as error:  # whatever the library raises for a broken file
        raise Unreadable(
            _("This workbook cannot be opened. Open it, save it as .xlsx again, or as CSV.")
        ) from error


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
