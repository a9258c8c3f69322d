"""Asking for the password once more before a signature, without losing a word.

A view that signs is dressed with `asks_for_proof`. Where the last proof is older than
SANSHEN_PROOF_MINUTES, the page that comes instead holds everything the form held, and sends it to
the same address again together with the password. Pages on which people sign show the field at
once (``{% include "desk/_proof.html" %}``), so that they rarely meet this page.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from workflow import presence as presences
from workflow.accounts import guard, lockout, proof
from workflow.desk import refusing
from workflow.desk.pages import show
from workflow.refusals import Refusal

View = Callable[..., HttpResponse]
UNSENT = frozenset({"csrfmiddlewaretoken", proof.FIELD})
#: What people type for others to read; shown to them once more above the password.
WORDS = ("words", "reason")


def always(request: HttpRequest) -> bool:
    """Every POST of this view puts a name to something."""
    return True


def when_away(request: HttpRequest) -> bool:
    """Nothing of this view is a signature; it only must not lose what was typed while away."""
    return False


def asks_for_proof(signs: Callable[[HttpRequest], bool] = always) -> Callable[[View], View]:
    """Let a view be reached only by who has proved their presence not long ago.

    `signs` says of a request whether it would sign; one that only asks for a page would not.
    """

    def dress(view: View) -> View:
        @sensitive_post_parameters(proof.FIELD)
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "POST" or presences.of(request) is None:
                return view(request, *args, **kwargs)
            typed = request.POST.get(proof.FIELD, "")
            away = getattr(request, guard.AWAY, False)
            if not (proof.is_due(request) and (away or signs(request))):
                return view(_without_proof(request), *args, **kwargs)
            if typed and proof.accept(request, typed[:128]):
                return view(_without_proof(request), *args, **kwargs)
            return _ask(request, wrong=bool(typed))

        setattr(answer, guard.ASKS, True)
        return answer

    return dress


def _without_proof(request: HttpRequest) -> HttpRequest:
    """Hand a form on as if nothing had been asked."""
    if proof.FIELD in request.POST:
        sent: QueryDict = request.POST.copy()
        del sent[proof.FIELD]
        request.POST = sent
    return request


def _ask(request: HttpRequest, *, wrong: bool) -> HttpResponse:
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in UNSENT
        for value in values
    ]
    words = [request.POST[name] for name in WORDS if request.POST.get(name, "").strip()]
    context: dict[str, Any] = {}
    if wrong:
        context = refusing.card([refusal_of(request)], kept=bool(words))
        context["refusal_ways"] = []
    response = show(
        request,
        "desk/proof.html",
        _("Is it you?"),
        status=403,
        fields=fields,
        words=words,
        minutes=settings.SANSHEN_PROOF_MINUTES,
        name=request.user.get_username(),
        **context,
    )
    return response


def refusal_of(request: HttpRequest) -> Refusal:
    """Say that what was typed is not the password, or that nobody can try for a while."""
    if lockout.is_locked(request):
        return Refusal("locked_out", lockout.sentence(request, request.user.get_username()))
    return Refusal(
        "wrong_proof", _("The password is not right. Nothing was signed; type it once more.")
    )
