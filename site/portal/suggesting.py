"""Suggestions while a visitor types, and the counting of results that were opened."""

import re
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from portal import headers
from portal.asking import Asked
from portal.believing import SAID
from portal.items import Reading
from portal.models import PublicItem
from search import vocabulary
from search.engine import get_engine
from search.fold import fold
from search.tallies import TALLIES

#: Characters that are read, words and titles that are given.
_TYPED, WORDS, TITLES = 40, 4, 5
_UID: Final = re.compile(r"[0-9a-f-]{36}")


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Give words of released titles, and titles, that begin as typed."""
    typed = " ".join(request.GET.get("q", "")[:_TYPED].split())
    response = JsonResponse(suggestions(typed), json_dumps_params={"ensure_ascii": False})
    for name, value in headers.for_page():
        response[name] = value
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def suggestions(typed: str) -> dict[str, list[dict[str, Any]]]:
    """Give what a list below the search field shows.

    Args:
        typed: As typed so far.

    Returns:
        Words and titles, each with its text and its address; nothing without a site.
    """
    reading = Reading()
    if not typed or reading.only("frame") is None:
        return {"words": [], "titles": []}
    said = (SAID.word(word, reading) for word in vocabulary.beginning(fold(typed), 2 * WORDS))
    words = [word for word in said if word][:WORDS]
    hits = get_engine().suggest(typed, TITLES, now=reading.now)
    return {
        "words": [{"text": word, "address": Asked(word).address()} for word in words],
        "titles": [
            {"text": item.content.title, "address": item.content.address}
            for item in reading.all(hit.uid for hit in hits)
        ],
    }


@csrf_exempt
@require_POST
def opened(request: HttpRequest) -> HttpResponse:
    """Count that a result was opened: the item, nothing of who opened it.

    It changes nothing but a number, so that it needs no token; an item that is not public is not
    counted.
    """
    uid = request.GET.get("item", "")
    if _UID.fullmatch(uid) and PublicItem.objects.filter(uid=uid, sequence__isnull=False).exists():
        TALLIES.opened(uid, day=timezone.localdate())
    return HttpResponse(status=204)
