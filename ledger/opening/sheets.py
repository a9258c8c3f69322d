"""Text of an Excel workbook: every cell with its address, hidden sheets too, and comments."""

import io
import re
import zipfile
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from ledger.opening import packages
from ledger.opening.parts import DAMAGED, Gathered, Unreadable

_COMMENTS = re.compile(r"xl/(?:comments|threadedComments)[^.]*\.xml", re.I)


def read(data: bytes, gathered: Gathered) -> None:
    """Gather the text of one workbook."""
    with packages.opened(data, "xl/workbook.xml", gathered) as package:
        packages.tell_properties(package, gathered)
        _comments(package, gathered)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except (
        InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError,
        SyntaxError, EOFError,
    ) as error:  # fmt: skip
        raise Unreadable(DAMAGED) from error
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    gathered.say("hidden_sheets", "、".join(hidden))
    for sheet in book.worksheets:
        place = f"工作表“{sheet.title}”"
        if sheet.title in hidden:
            place = f"隐藏的{place}"
        # What a sheet says of its own size may be a million empty rows.
        sheet.reset_dimensions()
        for row, values in enumerate(sheet.iter_rows(values_only=True), 1):
            for column, value in enumerate(values, 1):
                if value is not None:
                    gathered.add(f"{place}{get_column_letter(column)}{row}", _text(value))


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return "" if isinstance(value, bool) else str(value)


def _comments(package: zipfile.ZipFile, gathered: Gathered) -> None:
    count = 0
    for name in sorted(package.namelist()):
        if not _COMMENTS.fullmatch(name):
            continue
        for comment in packages.xml(package, name).iter("{*}comment", "{*}threadedComment"):
            count += 1
            text = "".join(comment.itertext())
            gathered.add(f"单元格{comment.get('ref', '')}的批注", text)
    gathered.say("comments", count or "")
