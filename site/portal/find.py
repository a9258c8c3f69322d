"""The search page. Engines say which items and in which order; every word is a release's.

What a visitor typed is shown to that visitor alone: the page is not kept, not indexed, not linked.
"""

from dataclasses import dataclass, replace
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal import feeds, headers, hints, render
from portal.answers import ATOM, HTML, preparing
from portal.asking import MOST_PAGES, PER_PAGE, Asked
from portal.choices import Choice, Choices, choices
from portal.findings import Found, findings
from portal.frame import Frame
from portal.items import Reading, Shown
from search.engine import get_engine
from search.query import MAX_LENGTH
from search.results import Results
from search.tallies import TALLIES

_PAGES_BESIDE: Final = 3
_JSON_INDENT: Final = 1
# Written out: the editors' side, which shows previews, has no names for these addresses.
_ATOM, _JSON = "/search/feed.xml", "/search/results.json"


@dataclass(frozen=True)
class Answered:
    """The answer to a search: what was asked, in the end, and what was found."""

    asked: Asked
    results: Results
    instead_of: str = ""


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Answer a search with a page."""
    reading = Reading()
    frame, home = reading.only("frame"), reading.only("home")
    if frame is None or home is None:
        return _preparing(reading)
    asked = _by_title(Asked.of(request.GET.dict()), reading)
    answered = _answer(asked, reading)
    typed, (asked, results) = asked.q, (answered.asked, answered.results)
    if not asked.query.is_empty and asked.page == 1 and not asked.like:
        TALLIES.searched(typed, found=not answered.instead_of and bool(results.total),
                         day=timezone.localdate(reading.now))  # fmt: skip
    around = Frame.of(frame.content, reading.now)
    items = reading.all(hit.uid for hit in results.hits if hit.uid != asked.like)
    nothing = not items and not asked.query.is_empty
    html = render.found(
        frame.content,
        reading,
        indexed=not asked.values,
        asked=asked,
        answered=answered,
        hits=findings(items, asked.query, reading, around),
        total=results.total - bool(asked.like and results.total),
        choices=choices(asked, results, reading) if results.total or asked.narrowed else Choices(),
        pages=_pages(asked, results),
        last_page=_last_page(results),
        previous_page=_page(asked, asked.page - 1) if asked.page > 1 else "",
        next_page=_page(asked, asked.page + 1) if asked.page < _last_page(results) else "",
        by_relevance=asked.address(order=None),
        by_date=asked.address(order="date"),
        results=results,
        all_sections=asked.address(section=None),
        first_page=asked.address(),
        period_keeps=[
            (name, value)
            for name, value in asked.values.items()
            if name not in ("since", "until", "page")
        ],
        without_filters=Asked(asked.q, asked.number).address(),
        pinned=hints.pinned(asked, around) if asked.page == 1 else [],
        hint=hints.hint(asked, results, reading) if not answered.instead_of else None,
        help=hints.when_nothing(asked, reading) if nothing else None,
        hot=hints.hot_words(reading) if nothing or not asked.values else [],
        atom=asked.address(_ATOM),
        json=asked.address(_JSON),
    )
    return _private(HttpResponse(html, content_type=HTML), asked)


@require_safe
def atom(request: HttpRequest) -> HttpResponse:
    """Answer a search with an Atom feed."""
    reading = Reading()
    frame = reading.only("frame")
    if frame is None:
        return _preparing(reading)
    asked = Asked.of(request.GET.dict())
    items, _ = _items(asked, reading)
    body = feeds.search_feed(asked.q, asked.address(request.path), asked.address(), items,
                             Frame.of(frame.content, reading.now))  # fmt: skip
    return _private(HttpResponse(body, content_type=ATOM), asked)


@require_safe
def json(request: HttpRequest) -> HttpResponse:
    """Answer a search with JSON."""
    reading = Reading()
    frame = reading.only("frame")
    if frame is None:
        return _preparing(reading)
    asked = Asked.of(request.GET.dict())
    items, total = _items(asked, reading)
    found = findings(items, asked.query, reading, Frame.of(frame.content, reading.now))
    body = {
        "query": asked.q,
        "page": asked.page,
        "per_page": PER_PAGE,
        "total": total,
        "items": [feeds.as_json(each.shown, each.section, each.source) for each in found],
    }
    response = JsonResponse(body, json_dumps_params={"ensure_ascii": False, "indent": _JSON_INDENT})
    for name, value in headers.for_page():
        response[name] = value
    return _private(response, asked)


def _answer(asked: Asked, reading: Reading) -> Answered:
    """Search; when that finds nothing at all and a slip is likely, search for what was meant."""
    results = _search(asked, reading)
    if results.total or asked.query.is_empty:
        return Answered(asked, results)
    meant = hints.meant(asked, reading)
    if not meant:
        return Answered(asked, results)
    other = replace(asked, q=meant)
    found = _search(other, reading)
    return Answered(other, found, instead_of=asked.q) if found.total else Answered(asked, results)


def _by_title(asked: Asked, reading: Reading) -> Asked:
    """Look for what is like an item by the words of its title; a visitor may change them."""
    item = reading.item(asked.like) if asked.like else None
    if item is None:
        return replace(asked, like="")
    return replace(asked, q=asked.q or item.content.title[:MAX_LENGTH])


def _items(asked: Asked, reading: Reading) -> tuple[list[Shown], int]:
    results = _search(asked, reading)
    return reading.all(hit.uid for hit in results.hits), results.total


def _search(asked: Asked, reading: Reading) -> Results:
    return get_engine().search(
        asked.query,
        now=reading.now,
        filters=asked.filters,
        order="date" if asked.order == "date" else "relevance",
        page=asked.page,
        per_page=PER_PAGE,
    )


def _last_page(results: Results) -> int:
    return min(-(-results.total // PER_PAGE), MOST_PAGES)


def _page(asked: Asked, number: int) -> str:
    return asked.address(page=number if number > 1 else None)


def _pages(asked: Asked, results: Results) -> list[Choice]:
    last = _last_page(results)
    first = max(1, min(asked.page - _PAGES_BESIDE, last - 2 * _PAGES_BESIDE))
    numbers = range(first, min(last, first + 2 * _PAGES_BESIDE) + 1)
    return [
        Choice(str(number), number, _page(asked, number), number == asked.page)
        for number in numbers
    ]


def _preparing(reading: Reading) -> HttpResponse:
    made = preparing("/search/", reading)
    response = HttpResponse(made.body, status=made.status, content_type=HTML)
    response["Retry-After"] = str(made.retry_after)
    return response


def _private(response: HttpResponse, asked: Asked) -> HttpResponse:
    """Keep an answer between us and the visitor."""
    for name, value in headers.for_page():
        response[name] = value
    response["Cache-Control"] = "private, no-store"
    if asked.values:
        response["X-Robots-Tag"] = "noindex"
    return response


__all__ = ["Found", "atom", "json", "page"]
