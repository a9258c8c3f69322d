"""What a visitor asks of the search page: the parameters of its address, and back again.

Nothing in an address is an error: what makes no sense is as if it were not there.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.dateparse import parse_date

from search.filters import ATTACHMENT, VIDEO, Filters
from search.query import MAX_LENGTH, Query
from search.understanding import understand

PER_PAGE: Final = 10
MOST_PAGES: Final = 100
_UID: Final = re.compile(r"[0-9a-f-]{36}")
_LONGEST_VALUE: Final = 100
_FIRST_YEAR, _LAST_YEAR = 1949, 2200
_FILTERS: Final = tuple(field.name for field in fields(Filters))
_UIDS: Final = ("section", "topic", "like")
_TEXTS: Final = ("number", "department", "document_kind", "issuing_body", "subject")
_DAYS: Final = ("since", "until", "written_since", "written_until")
#: Parameters that are one of a few words.
_WORDS: Final = {
    "kind": ("article", "policy", "topic"),
    "validity": ("valid", "amended", "expired", "repealed"),
    "media": (VIDEO, ATTACHMENT),
    "order": ("date",),
}


@dataclass(frozen=True)
class Asked:
    """What was asked for, as far as it makes sense. The names are those of the parameters."""

    q: str = ""
    number: str = ""
    section: str = ""
    topic: str = ""
    kind: str = ""
    department: str = ""
    document_kind: str = ""
    issuing_body: str = ""
    subject: str = ""
    validity: str = ""
    media: str = ""
    year: int | None = None
    since: date | None = None
    until: date | None = None
    written_since: date | None = None
    written_until: date | None = None
    order: str = ""
    page: int = 1
    like: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Asked":
        """Read the parameters of a request."""
        return cls(
            q=_text(given.get("q", ""), MAX_LENGTH),
            year=_number(given.get("year", ""), _FIRST_YEAR, _LAST_YEAR),
            page=_number(given.get("page", ""), 1, MOST_PAGES) or 1,
            **{name: _uid(given.get(name, "")) for name in _UIDS},
            **{name: _text(given.get(name, "")) for name in _TEXTS},
            **{name: _word(given, name) for name in _WORDS},
            **{name: _day(given.get(name, "")) for name in _DAYS},
        )

    @property
    def values(self) -> dict[str, Any]:
        """The parameters that ask for something, in their order; the first page is none."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        given["page"] = self.page if self.page > 1 else None
        return {name: value for name, value in given.items() if value}

    def address(self, path: str = "/search/", **changed: object) -> str:
        """Give the address of this search with something changed, back on its first page."""
        values = {**self.values, "page": None, **changed}
        kept = {name: value for name, value in values.items() if value}
        return f"{path}?{urlencode(kept)}" if kept else path

    @property
    def text(self) -> str:
        """Words and document number together, as one query."""
        return f"{self.q} {self.number}".strip()

    @cached_property
    def query(self) -> Query:
        """What the words mean."""
        return understand(self.text)

    @property
    def narrowed(self) -> bool:
        """Whether anything but words was asked for."""
        return bool(set(self.values) - {"q", "number", "order", "page", "like"})

    @property
    def policy(self) -> bool:
        """Whether something was asked for that only policy documents have."""
        return bool(
            self.number or self.issuing_body or self.subject
            or self.written_since or self.written_until
        )  # fmt: skip

    @property
    def filters(self) -> Filters:
        """What an engine is asked besides the words."""
        given = {name: getattr(self, name) for name in _FILTERS}
        given["since"] = _midnight(self.since)
        given["until"] = _midnight(self.until + timedelta(days=1)) if self.until else None
        return Filters(**given)


def _text(text: str, most: int = _LONGEST_VALUE) -> str:
    kept = "".join(c if c.isprintable() else " " for c in text[:most])
    return " ".join(kept.split())


def _uid(text: str) -> str:
    return text if _UID.fullmatch(text) else ""


def _word(given: Mapping[str, str], name: str) -> str:
    word = given.get(name, "")
    return word if word in _WORDS[name] else ""


def _day(text: str) -> date | None:
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def _number(text: str, least: int, most: int) -> int | None:
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        return None
    return min(int(text), most) if int(text) >= least else None


def _midnight(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time())) if day else None
