"""A review sheet as PDF: selectable Chinese text with embedded fonts, tagged, nothing fetched."""

import logging
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

try:
    from weasyprint import CSS, HTML
    from weasyprint.urls import URLFetcher
except (ImportError, OSError):  # the system's Pango is missing: sheets are printed by browsers then
    HTML = None

# It tells of every rule that is meant for screens.
logging.getLogger("weasyprint").setLevel(logging.ERROR)

STYLE = Path(__file__).parent / "static" / "reports" / "sheet.css"
MISSING = _(
    "PDF needs Pango on the server: apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0. Until then, print this page with the browser."
)


class Unavailable(RuntimeError):
    """No PDF can be made on this machine. The message is a sentence."""


def available() -> bool:
    """Say whether PDFs can be made here."""
    return HTML is not None


def make(context: dict[str, Any]) -> bytes:
    """Give the sheet of a context (as `views.context_of` gives it) as PDF.

    Raises:
        Unavailable: when the system's Pango is missing.
    """
    if HTML is None:
        raise Unavailable(str(MISSING))
    html = render_to_string("reports/sheet.html", {**context, "printing": True})
    document = HTML(string=html, url_fetcher=_Nothing())
    result: bytes = document.write_pdf(
        stylesheets=[CSS(string=STYLE.read_text("utf-8") + _ON_PAPER)], pdf_variant="pdf/ua-1"
    )
    return result


# On paper the sheet is the page.
_ON_PAPER = """
body { background: none; } main { overflow: visible; }
.sheet { width: auto; min-height: 0; margin: 0; padding: 0; }
"""

if HTML is not None:

    class _Nothing(URLFetcher):
        """Fetches nothing: whatever a text names stays unread."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            raise ValueError(f"nothing is fetched for a review sheet: {url}")
