"""How every desk page is answered: who is asking, the header of the page, the refusals on it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as render_template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ledger import bodies
from workflow import presence as presences
from workflow.accounts import proof
from workflow.refusals import Refusal


@dataclass(frozen=True)
class Way:
    """A way out of a refusal: where to go, and what it is called."""

    label: str | Promise
    url: str


View = Callable[..., HttpResponse]
PresentView = Callable[..., HttpResponse]


def for_people(view: PresentView) -> View:
    """Hand the presence to a view; an account of nobody gets a sentence, and so
    does whoever asks for words that were erased."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        who = presences.of(request)
        if who is None:
            return nobody(request)
        try:
            return view(request, who, *args, **kwargs)
        except bodies.Erased as erased:
            return _gone(request, erased)

    return answer


def _gone(request: HttpRequest, erased: bodies.Erased) -> HttpResponse:
    """Say that a text is not there any more, and by which order it went."""
    return show(
        request,
        "desk/message.html",
        _("Review desk"),
        refusals=[Refusal("erased", str(erased))],
        refusal_title=_("An erasure order took this text away"),
        status=410,
    )


def nobody(request: HttpRequest) -> HttpResponse:
    """Tell a signed-in account that it stands for no person."""
    sentence = _(
        "This account is not assigned to a person, so it has no desk. "
        "A security administrator can assign it under People."
    )
    return show(
        request,
        "desk/message.html",
        _("Review desk"),
        refusals=[Refusal("no_person", sentence)],
        refusal_title=_("No person, no desk"),
        status=403,
    )


def show(
    request: HttpRequest,
    template: str,
    heading: str,
    *,
    status: int = 200,
    crumbs: Iterable[tuple[str, str]] = (),
    **context: Any,
) -> HttpResponse:
    """Render a desk page with its header, its breadcrumbs and its strict content policy."""
    trail = [{"url": reverse("desk:queue"), "label": _("Review desk")}]
    trail += [{"url": url, "label": label} for url, label in crumbs]
    trail.append({"url": "", "label": heading})
    values = {
        "heading": heading,
        "crumbs": trail,
        "proof_due": proof.is_due(request),
        "proof_code": proof.takes_codes(request),
        **context,
    }
    response = render_template(request, template, values, status=status)
    response.headers["Content-Security-Policy"] = settings.SANSHEN_DESK_POLICY
    return response
