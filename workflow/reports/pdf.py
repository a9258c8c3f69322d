"""A review sheet as PDF: selectable Chinese text with embedded fonts, tagged, nothing fetched."""

from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

STYLE = Path(__file__).parent / "static" / "reports" / "sheet.css"
MISSING = _(
    "PDF needs Pango on the server: apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0. Until then, print this page with the browser."
)


class Unavailable(RuntimeError):
    """No PDF can be made on this machine. The message is a sentence."""


@cache
def _printing() -> ModuleType | None:
    """Load what prints when it is first needed: it takes half a second of every start otherwise.

    None where the system's Pango is missing; sheets are printed by browsers then.
    """
    try:
        return import_module("workflow.reports.printing")
    except (ImportError, OSError):
        return None


def available() -> bool:
    """Say whether PDFs can be made here."""
    return _printing() is not None


def make(context: dict[str, Any]) -> bytes:
    """Give the sheet of a context (as `views.context_of` gives it) as PDF.

    Raises:
        Unavailable: when the system's Pango is missing.
    """
    printing = _printing()
    if printing is None:
        raise Unavailable(str(MISSING))
    html = render_to_string("reports/sheet.html", {**context, "printing": True})
    result: bytes = printing.printed(html, STYLE.read_text("utf-8") + _ON_PAPER)
    return result


# On paper the sheet is the page.
_ON_PAPER = """
body { background: none; } main { overflow: visible; }
.sheet { width: auto; min-height: 0; margin: 0; padding: 0; }
"""
