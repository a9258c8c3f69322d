"""The tags in the head that 政府网站发展指引 asks for: each once, none empty.

Names of meta tags do not differ by case, so `Description` is also what search engines read.
"""

from urllib.parse import urljoin

from django.conf import settings
from django.utils import timezone

from portal.frame import Frame
from portal.items import Shown
from portal.pictures import first_picture

Tags = list[tuple[str, str]]

_WORDS = 100
"""Characters of a text that stand for its summary."""


def absolute(address: str) -> str:
    """Give an address with the host name of the public site."""
    return urljoin(settings.SANSHEN_PUBLIC_ORIGIN, address)


def site_tags(frame: Frame) -> Tags:
    """Give the tags that every page has."""
    return _filled(
        ("SiteName", frame.site_name),
        ("SiteDomain", frame.site_domain),
        ("SiteIDCode", frame.site_code),
    )


def column_tags(section: Shown) -> Tags:
    """Give the tags of a section, for itself and for what stands in it."""
    title, details = section.content.title, section.details
    return _filled(
        ("ColumnName", title),
        ("ColumnDescription", str(details.get("description") or title)),
        ("ColumnKeywords", str(details.get("keywords") or title)),
        ("ColumnType", str(details.get("column_type") or title)),
    )


def article_tags(shown: Shown, frame: Frame) -> Tags:
    """Give the tags of one item."""
    details, content = shown.details, shown.content
    picture = first_picture(content)
    return _filled(
        ("ArticleTitle", content.title),
        ("PubDate", timezone.localtime(shown.published).strftime("%Y-%m-%d %H:%M")),
        ("ContentSource", source(shown, frame)),
        ("Keywords", str(details.get("keywords") or "")),
        ("Author", str(details.get("byline") or "")),
        ("Description", content.summary or _beginning(content.text)),
        ("Image", absolute(picture.src) if picture else ""),
        ("Url", absolute(content.address)),
    )


def source(shown: Shown, frame: Frame) -> str:
    """Give whose words an item are: its source, its department, or whoever runs the site."""
    details = shown.details
    return str(details.get("source") or details.get("department") or frame.sponsor
               or frame.site_name)  # fmt: skip


def _beginning(text: str) -> str:
    """Give the first words of a text, for an item without a summary."""
    words = " ".join(text.split())
    return words if len(words) <= _WORDS else f"{words[:_WORDS]}…"


def _filled(*tags: tuple[str, str]) -> Tags:
    return [(name, value.strip()) for name, value in tags if value.strip()]
