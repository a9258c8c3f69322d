"""The search page. Engines say which items and in which order; every word is a release's.

What a visitor typed is shown to that visitor alone: the page is not kept, not indexed, not linked.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from portal import headers, render
from portal.answers import HTML, preparing
from portal.frame import Frame
from portal.items import Reading, Shown
from portal.metatags import source
from search.engine import get_engine
from search.excerpt import excerpt, mark_title
from search.filters import Filters
from search.query import MAX_LENGTH, Query, parse
from search.results import Results

_UID = re.compile(r"[0-9a-f-]{36}")
PER_PAGE = 10
_MOST_PAGES = 100
_MOST_TO_LOOK_AT = 50
_PAGES_BESIDE = 3


@dataclass(frozen=True)
class Asked:
    """What a visitor asked for, as far as it makes sense; nothing in it is an error."""

    text: str
    query: Query
    section: str
    since: date | None
    until: date | None
    year: int | None
    order: str
    page: int

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Asked":
        """Read the parameters of a request."""
        text = " ".join(given.get("q", "")[:MAX_LENGTH].replace("\0", " ").split())
        return cls(
            text,
            parse(text),
            given.get("section", "") if _UID.fullmatch(given.get("section", "")) else "",
            _day(given.get("since", "")),
            _day(given.get("until", "")),
            _number(given.get("year", ""), 1949, 2200),
            "date" if given.get("order") == "date" else "relevance",
            _number(given.get("page", ""), 1, _MOST_PAGES) or 1,
        )

    def address(self, **changed: object) -> str:
        """Give the address of this search with something changed, back on its first page."""
        values = {
            "q": self.text, "section": self.section, "since": self.since, "until": self.until,
            "year": self.year, "order": self.order if self.order == "date" else "", **changed,
        }  # fmt: skip
        return "/search/?" + urlencode({name: value for name, value in values.items() if value})

    @property
    def narrowed(self) -> bool:
        """Whether anything but words was asked for."""
        return bool(self.section or self.since or self.until or self.year)

    def moments(self) -> tuple[datetime | None, datetime | None]:
        """Give from when and before when, as moments."""
        since, until = self.since, self.until
        if self.year:
            since, until = since or date(self.year, 1, 1), until or date(self.year, 12, 31)
        return _midnight(since), _midnight(until + timedelta(days=1)) if until else None


@dataclass(frozen=True)
class Choice:
    """One value of a filter: what it is called, how much it finds, where it leads."""

    name: str
    count: int
    address: str
    chosen: bool
    top: bool = False


@dataclass(frozen=True)
class Found:
    """One hit as it is shown."""

    shown: Shown
    title: SafeString
    excerpt: SafeString
    section: str
    source: str


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Answer a search."""
    reading = Reading()
    frame, home = reading.only("frame"), reading.only("home")
    if frame is None or home is None:
        made = preparing("/search/", reading)
        response = HttpResponse(made.body, status=made.status, content_type=HTML)
        response["Retry-After"] = str(made.retry_after)
        return response
    asked = Asked.of(request.GET.dict())
    results = Results() if asked.query.is_empty else _search(asked, reading.now)
    around = Frame.of(frame.content, reading.now)
    sections = _sections(asked, results, reading)
    html = render.found(
        frame.content,
        reading,
        indexed=not asked.text,
        asked=asked,
        total=results.total,
        hits=[_found(item, asked, reading, around) for item in _believed(results, reading)],
        tabs=[each for each in sections if each.top],
        sections=[each for each in sections if not each.top],
        years=_years(asked, results),
        pages=_pages(asked, results),
        last_page=_last_page(results),
        previous_page=asked.address(page=asked.page - 1) if asked.page > 1 else "",
        next_page=asked.address(page=asked.page + 1) if asked.page < _last_page(results) else "",
        all_sections=asked.address(section=""),
        all_years=asked.address(year=""),
        everything=asked.address(section="", year="", since="", until=""),
        by_relevance=asked.address(order=""),
        by_date=asked.address(order="date"),
    )
    response = HttpResponse(html, content_type=HTML)
    for name, value in headers.for_page():
        response[name] = value
    response["Cache-Control"] = "private, no-store"
    if asked.text:
        response["X-Robots-Tag"] = "noindex"
    return response


def _search(asked: Asked, now: datetime) -> Results:
    since, until = asked.moments()
    return get_engine().search(
        asked.query,
        now=now,
        filters=Filters(section=asked.section, since=since, until=until),
        order="date" if asked.order == "date" else "relevance",
        page=asked.page,
        per_page=PER_PAGE,
    )


def _believed(results: Results, reading: Reading) -> list[Shown]:
    return reading.all(hit.uid for hit in results.hits)


def _found(item: Shown, asked: Asked, reading: Reading, frame: Frame) -> Found:
    section = reading.item(item.content.lineage[-1]) if item.content.lineage else None
    return Found(
        item,
        mark_title(item.content.title, asked.query),
        excerpt(item.content.text or item.content.summary, asked.query),
        section.content.title if section else "",
        source(item, frame),
    )


def _sections(asked: Asked, results: Results, reading: Reading) -> list[Choice]:
    counts = results.facets.sections
    known = [reading.item(uid) for uid in list(counts)[:_MOST_TO_LOOK_AT]]
    return [
        Choice(section.content.title, counts[section.uid],
               asked.address(section=section.uid), section.uid == asked.section,
               top=not section.content.lineage)
        for section in known
        if section is not None and section.content.kind == "section"
    ]  # fmt: skip


def _years(asked: Asked, results: Results) -> list[Choice]:
    return [
        Choice(str(year), count, asked.address(year=year), year == asked.year)
        for year, count in sorted(results.facets.years.items(), reverse=True)
    ]


def _last_page(results: Results) -> int:
    return min(-(-results.total // PER_PAGE), _MOST_PAGES)


def _pages(asked: Asked, results: Results) -> list[Choice]:
    last = _last_page(results)
    first = max(1, min(asked.page - _PAGES_BESIDE, last - 2 * _PAGES_BESIDE))
    numbers = range(first, min(last, first + 2 * _PAGES_BESIDE) + 1)
    return [
        Choice(str(number), number, asked.address(page=number), number == asked.page)
        for number in numbers
    ]


def _day(text: str) -> date | None:
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and 1949 <= day.year <= 2200 else None


def _number(text: str, least: int, most: int) -> int | None:
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        return None
    return min(int(text), most) if int(text) >= least else None


def _midnight(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time())) if day else None
