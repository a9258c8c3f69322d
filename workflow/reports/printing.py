"""What makes a PDF of a page of ours. Loaded by `pdf` when the first sheet is asked for."""

import logging
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher

# It tells of every rule that is meant for screens.
logging.getLogger("weasyprint").setLevel(logging.ERROR)


class _Nothing(URLFetcher):
    """Fetches nothing: whatever a text names stays unread."""

    def fetch(self, url: str, headers: Any = None) -> Any:
        raise ValueError(f"nothing is fetched for a review sheet: {url}")


def printed(html: str, style: str) -> bytes:
    """Give a page in this style as PDF, tagged and with its fonts in it."""
    document = HTML(string=html, url_fetcher=_Nothing())
    result: bytes = document.write_pdf(stylesheets=[CSS(string=style)], pdf_variant="pdf/ua-1")
    return result
