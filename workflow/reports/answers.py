"""How the reports are answered: who asks, who may not, and files that leave the house."""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ledger import entries
from workflow import presence, queries
from workflow.presence import Presence
from workflow.refusals import Refusal
from workflow.roles import Duty
from workflow.rules.facts import Standing
from workflow.rules.standing import appointed

View = Callable[..., HttpResponse]


def with_presence(view: View) -> View:
    """Hand the presence to a view; who is nobody is told so by the desk."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        who = presence.of(request)
        if who is None:
            return redirect("desk:queue")
        response = view(request, who, *args, **kwargs)
        response.headers.setdefault("Content-Security-Policy", settings.SANSHEN_DESK_POLICY)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return answer


def held(who: Presence) -> frozenset[Duty]:
    """Give the duties that a person holds now."""
    moment = entries.now()
    return queries.signer(who, moment).duties(moment)


def against(who: Presence, duties: Collection[Duty]) -> list[Refusal]:
    """Give the reasons against, none for whoever holds one of the duties."""
    moment = entries.now()
    signer = queries.signer(who, moment)
    found = [
        appointed(Standing(signer, frozenset({duty}), (), moment))
        for duty in sorted(duties, key=list(Duty).index)
    ]
    return [] if [] in found else found[0]


def crumbs(heading: str) -> list[dict[str, str]]:
    """Give the trail above a report."""
    return [
        {"url": reverse("desk:queue"), "label": _("Review desk")},
        {"url": "", "label": heading},
    ]


def refused(request: HttpRequest, refusals: list[Refusal], heading: str) -> HttpResponse:
    """Say why a report is not for this person, and where to go instead."""
    context = {
        "heading": heading,
        "crumbs": crumbs(heading),
        "refusals": refusals,
        "refusal_title": _("This report is not for you"),
        "level": "warning",
        "refusal_ways": [
            {"label": _("Back to the desk"), "url": reverse("desk:queue")},
            {"label": _("To the start page"), "url": reverse("wagtailadmin_home")},
        ],
    }
    return render(request, "desk/message.html", context, status=403)


def enter(who: Presence, detail: dict[str, Any], uid: str = "") -> None:
    """Write down what somebody took out of the house."""
    subject = {"kind": "submission", "uid": uid} if uid else None
    with transaction.atomic():
        entries.append("evidence:exported", person=who.ref, subject=subject, detail=detail)


def as_file(response: HttpResponse, name: str) -> HttpResponse:
    """Let the browser keep an answer as a file."""
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
