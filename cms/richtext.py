"""Rich text prints names instead of addresses; freezing resolves them and notes what is missing."""

from collections.abc import Iterator
from typing import Any

from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.rich_text import LinkHandler


class PageName(LinkHandler):
    """A link to one of our pages."""

    identifier = "page"

    @staticmethod
    def get_model() -> Any:
        """Name the model, for Wagtail's index of references."""
        return Page

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        """Print the page's name."""
        return f'<a href="urn:cms:page:{int(attrs["id"])}">'

    @classmethod
    def extract_references(cls, attrs: dict[str, str]) -> Iterator[tuple[Any, Any, str, str]]:
        """Keep Wagtail's index of references seeing."""
        yield Page, attrs["id"], "", ""


class DocumentName(LinkHandler):
    """A link to a file."""

    identifier = "document"

    @staticmethod
    def get_model() -> Any:
        """Name the model, for Wagtail's index of references."""
        return get_document_model()

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        """Print the file's name."""
        return f'<a href="urn:cms:doc:{int(attrs["id"])}">'

    @classmethod
    def extract_references(cls, attrs: dict[str, str]) -> Iterator[tuple[Any, Any, str, str]]:
        """Keep Wagtail's index of references seeing."""
        yield get_document_model(), attrs["id"], "", ""
