"""Resets that wait for a second person: who was reset by whom, and the button that confirms it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from ledger import entries
from workflow import people as register
from workflow.accounts import resets as waiting
from workflow.accounts.models import Reset
from workflow.desk import refusing
from workflow.desk.pages import for_people, show
from workflow.desk.proof import asks_for_proof
from workflow.people.resets import against
from workflow.presence import Presence
from workflow.refusals import Refusal, Refused

KINDS: dict[str, str | Promise] = {
    Reset.PASSWORD: gettext_lazy("new password"),
    Reset.FACTOR: gettext_lazy("second factor taken away"),
    Reset.ACCOUNT: gettext_lazy("further account"),
}


@require_safe
@for_people
def resets(request: HttpRequest, who: Presence) -> HttpResponse:
    """List what waits."""
    return _list(request, who)


@require_POST
@asks_for_proof()
@for_people
def confirm(request: HttpRequest, who: Presence, uid: str) -> HttpResponse:
    """Say that a reset reached the one it was made for."""
    try:
        row = register.confirm_reset(who, uid)
    except Refused as refused:
        return _list(request, who, refused.refusals)
    messages.success(request, _("Confirmed. %(name)s can sign again.") % {"name": row.person_name})
    return HttpResponseRedirect(reverse("desk:resets"))


def _list(
    request: HttpRequest, who: Presence, refusals: list[Refusal] | None = None
) -> HttpResponse:
    moment = entries.now()
    rows = [
        {"row": row, "kind": KINDS.get(row.kind, ""), "against": against(who, row, moment)}
        for row in waiting.waiting()
    ]
    context = refusing.card(refusals)
    return show(
        request,
        "desk/resets.html",
        _("Resets to confirm"),
        status=409 if refusals else 200,
        icon="user",
        rows=rows,
        me=who.person.uid,
        tab="resets",
        **context,
    )
