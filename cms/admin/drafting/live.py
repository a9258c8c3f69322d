"""What proofreading says of words while they are written: one paragraph in, findings out.

Nothing is saved and nothing is frozen: the same rules and lists as at submission read what stands
in the field now. Rules that need the whole page (its files, its title among others) are left to the
panel.
"""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access

from workflow import proofreading
from workflow.lexicons import force
from workflow.proofreading.context import Context, day
from workflow.proofreading.mending import mended

LONGEST = 5_000
MOST = 20
_PLACES = frozenset({"title", "summary", "text"})


@require_admin_access
@require_POST
def live(request: HttpRequest) -> JsonResponse:
    """Read one paragraph. Places count UTF-16 units, as scripts in browsers do."""
    text = request.POST.get("text", "")[:LONGEST]
    place = request.POST.get("place", "text")
    context = Context(published=day(request.POST.get("day", "")), unit=force.in_force())
    hits = proofreading.read(text, context, place if place in _PLACES else "text")
    found = [
        {
            "start": _units(text[: hit.start]),
            "end": _units(text[: hit.end]),
            "words": text[hit.start : hit.end],
            "severity": hit.severity,
            "message": hit.message,
            "replacement": mended(hit.code, text[hit.start : hit.end], hit.suggestion),
        }
        for hit in hits[:MOST]
        if hit.code != "PARA_END_PUNCT"
    ]
    return JsonResponse({"found": found})


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
