"""Tables for spreadsheets: text stays text, whatever it begins with."""

import csv
import io
from collections.abc import Iterable

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With these a spreadsheet begins to calculate (OWASP, CSV Injection)."""


def text(value: object) -> str:
    """Give a cell: what would be taken for a formula gets an apostrophe in front."""
    words = str(value)
    return f"'{words}" if words.lstrip(" ").startswith(_FORMULA) else words


def table(rows: Iterable[Iterable[object]]) -> str:
    """Give the text of a CSV file that spreadsheets open as UTF-8."""
    written = io.StringIO()
    csv.writer(written).writerows([text(cell) for cell in row] for row in rows)
    return "\ufeff" + written.getvalue()
