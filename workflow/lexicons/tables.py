"""CSV and XLSX into the lines of a list, and back. Files come from outside: sizes are bounded."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from openpyxl import Workbook

from ledger import extracts
from workflow.lexicons.kinds import COLUMNS, LONGEST_CELL, Kind, Row

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 20_000
_MOST_NAMED = 5
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CELL = re.compile(r"(?P<sheet>.*)”(?P<column>[A-Z]{1,3})(?P<row>\d+)$", re.S)
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T00:00:00$")


class Unreadable(ValueError):
    """A table that cannot be used; the sentences say which lines and why."""

    def __init__(self, *sentences: str) -> None:
        """Keep the sentences."""
        self.sentences = sentences
        super().__init__(" ".join(sentences))


def read(data: bytes, name: str, kind: Kind) -> list[list[str]]:
    """Read the lines of a list out of a CSV or XLSX file.

    Raises:
        Unreadable: with the lines that cannot be used, and why.
    """
    if len(data) > MOST_BYTES:
        raise Unreadable(_("“%(name)s” is larger than 5 MB.") % {"name": name})
    if data.startswith(b"PK") or name.lower().endswith(".xlsx"):
        table = _sheet(data, name)
    else:
        table = _csv(data, name)
    head = [cell.strip().lower() for cell in table[0]] if table else []
    while head and not head[-1]:
        head.pop()
    # Where a column bears the name that people see, it is that column.
    called = {str(COLUMNS[column]).lower(): column for column in kind.columns}
    if tuple(called.get(cell, cell) for cell in head) != kind.columns:
        raise Unreadable(
            _("The first line of “%(name)s” has to name the columns: %(columns)s.")
            % {"name": name, "columns": ", ".join(kind.columns)}
        )
    return checked(table[1:], kind, first=2)


def checked(table: Iterable[Sequence[str]], kind: Kind, first: int = 1) -> list[list[str]]:
    """Examine lines, leave out empty ones, refuse those that cannot be used.

    Raises:
        Unreadable: with the first lines that cannot be used, and why.
    """
    width = len(kind.columns)
    rows: list[list[str]] = []
    seen: dict[tuple[str, ...], int] = {}
    wrong: list[str] = []
    for number, cells in enumerate(table, first):
        row = [cell.strip() for cell in cells]
        if not any(row):
            continue
        sentence = _against(row, kind, width)
        key = kind.name_of(row) if sentence is None else ()
        if sentence is None and key in seen:
            sentence = _("the same as line %(line)d.") % {"line": seen[key]}
        if sentence is not None:
            wrong.append(_("Line %(line)d: %(why)s") % {"line": number, "why": sentence})
            continue
        seen[key] = number
        rows.append(row[:width])
        if len(rows) > MOST_ROWS:
            raise Unreadable(_("A list has at most %(most)d lines.") % {"most": MOST_ROWS})
    if wrong:
        more = len(wrong) - _MOST_NAMED
        if more > 0:
            wrong[_MOST_NAMED:] = [_("%(count)d more lines cannot be used.") % {"count": more}]
        raise Unreadable(*wrong)
    return rows


def as_csv(kind: Kind, rows: Iterable[Row]) -> bytes:
    """Write a list as CSV; the mark at the beginning tells Excel that it is UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([kind.columns, *(map(_harmless, row) for row in rows)])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(kind: Kind, rows: Iterable[Row]) -> bytes:
    """Write a list as a workbook whose cells are all text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(kind.code)
    for row in (kind.columns, *rows):
        sheet.append([_harmless(cell) for cell in row])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _harmless(cell: str) -> str:
    """Spreadsheets compute what begins with these signs."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell


def _against(row: Sequence[str], kind: Kind, width: int) -> str | None:
    if len(row) < width or any(row[width:]):
        return _("it has not %(count)d columns.") % {"count": width}
    if any(len(cell) > LONGEST_CELL for cell in row):
        return _("a cell is longer than %(most)d characters.") % {"most": LONGEST_CELL}
    if any(not cell.isprintable() for cell in row):
        return _("a cell holds characters that nobody can see.")
    sentence = kind.examine(row[:width])
    return None if sentence is None else str(sentence)


def _csv(data: bytes, name: str) -> list[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Unreadable(_("“%(name)s” is neither a CSV file nor a workbook.") % {"name": name})
    try:
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise Unreadable(
            _("“%(name)s” is no CSV file: %(why)s.") % {"name": name, "why": error}
        ) from error


def _sheet(data: bytes, name: str) -> list[list[str]]:
    """Read the first sheet, opened in a process of its own like any file from outside."""
    found = extracts.extract(data, _XLSX)
    if found.problem:
        raise Unreadable(f"“{name}”：{found.problem}")
    table: dict[int, dict[int, str]] = {}
    first = None
    for part in found.parts:
        match = _CELL.match(part.place)
        if match is None:
            continue
        first = first or match["sheet"]
        if match["sheet"] != first:
            break
        row = table.setdefault(int(match["row"]), {})
        row[_column(match["column"])] = _TIME.sub(r"\1", part.text)
    if not table:
        return []
    width = max(max(row) for row in table.values())
    empty: dict[int, str] = {}
    return [
        [table.get(number, empty).get(column, "") for column in range(1, width + 1)]
        for number in range(1, max(table) + 1)
    ]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
