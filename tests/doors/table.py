"""The table in docs/threats.md, written from what the attempts declare about themselves."""

import importlib
from pathlib import Path

from tests.doors import outcome

THREATS = Path(__file__).resolve().parents[2] / "docs" / "threats.md"
BEGIN, END = "<!-- begin doors -->\n", "<!-- end doors -->"


def everything() -> str:
    """Give the table of all families."""
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        importlib.import_module(f"tests.doors.{path.stem}")
    return outcome.table()


def filled(text: str) -> str:
    """Give the document with the table as the attempts have it now."""
    before, begin, rest = text.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not (begin and end):
        raise LookupError("docs/threats.md has no place for the table")
    return f"{before}{begin}{everything()}\n{end}{after}"


def write() -> None:
    """Write the table anew."""
    THREATS.write_text(filled(THREATS.read_text(encoding="utf-8")), encoding="utf-8")
