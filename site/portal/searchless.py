"""What a visitor gets while the search engine is away: a sentence, and the ways on without it.

The answer is 503: the page is there, the search is not, and whoever asks by program or keeps
answers must not take it for an empty result. Everything else of the site stands in files.
"""

from collections.abc import Callable
from functools import wraps
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse

from portal import headers, render
from portal.answers import HTML
from portal.items import Reading, Shown
from search.engine import SearchAway
from search.query import MAX_LENGTH

#: Seconds after which it is worth asking again: the engine is asked again within half a minute.
AGAIN: Final = 30

View = Callable[[HttpRequest], HttpResponse]


def or_sections(view: View) -> View:
    """Let a page that searches answer with the sections while the engine is away."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except SearchAway:
            return _away(request)

    return guarded


def or_nothing(view: View) -> View:
    """Let an answer for programs be an empty list while the engine is away."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except SearchAway:
            return _uncached(JsonResponse([], safe=False, status=503))

    return guarded


def _away(request: HttpRequest) -> HttpResponse:
    reading = Reading()
    frame = reading.only("frame")
    html = render.state(
        "searchless",
        frame.content if frame else None,
        reading,
        text=request.GET.get("q", "")[:MAX_LENGTH].replace("\0", " "),
        again=request.get_full_path(),
        sections=[(top, _below(top, reading)) for top in reading.children("")],
    )
    response = HttpResponse(html, status=503, content_type=HTML)
    for name, value in headers.for_page():
        response[name] = value
    response["X-Robots-Tag"] = "noindex"
    return _uncached(response)


def _below(section: Shown, reading: Reading) -> list[Shown]:
    return reading.children(section.uid)


def _uncached(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["Retry-After"] = str(AGAIN)
    return response
