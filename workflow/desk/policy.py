"""The review policy: proposed by one administrator, confirmed by another person."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from workflow import appointments as acts
from workflow.desk import refusing, typed
from workflow.desk.admission import ADMINS, only_for
from workflow.desk.appointment_lines import policy_lines
from workflow.desk.forms import PolicyForm
from workflow.desk.pages import show
from workflow.desk.proof import asks_for_proof
from workflow.presence import Presence
from workflow.refusals import Refusal, Refused


@require_safe
@only_for(ADMINS)
def policy(request: HttpRequest, who: Presence) -> HttpResponse:
    """List the policies with their states."""
    return _list(request, who)


@require_POST
@asks_for_proof()
@only_for(ADMINS)
def propose(request: HttpRequest, who: Presence) -> HttpResponse:
    """Propose a policy."""
    form = PolicyForm(request.POST)
    form.is_valid()
    try:
        acts.propose_policy(who, **form.cleaned_data)
    except Refused as refused:
        return _list(request, who, refused.refusals)
    messages.success(request, _("Proposed. It holds nothing until another person confirms it."))
    return HttpResponseRedirect(reverse("desk:policy"))


@require_POST
@asks_for_proof()
@only_for(ADMINS)
def confirm(request: HttpRequest, who: Presence, uid: str) -> HttpResponse:
    """Confirm a policy."""
    try:
        acts.confirm_policy(who, uid)
    except Refused as refused:
        return _list(request, who, refused.refusals)
    messages.success(request, _("Confirmed. Every submission from now on names this policy."))
    return HttpResponseRedirect(reverse("desk:policy"))


@require_POST
@only_for(ADMINS)
def revoke(request: HttpRequest, who: Presence, uid: str) -> HttpResponse:
    """Revoke a policy."""
    reason = typed.visible(request.POST.get("reason", ""))[:500]
    try:
        acts.revoke_policy(who, uid, reason)
    except Refused as refused:
        return _list(request, who, refused.refusals)
    messages.success(request, _("Revoked, at once."))
    return HttpResponseRedirect(reverse("desk:policy"))


def _list(
    request: HttpRequest, who: Presence, refusals: list[Refusal] | None = None
) -> HttpResponse:
    found = acts.policy_in_force()
    context = refusing.card(refusals) if refusals else {}
    return show(
        request,
        "desk/policy.html",
        _("Review policy"),
        crumbs=[(reverse("desk:people"), _("People"))],
        status=409 if refusals else 200,
        icon="group",
        lines=policy_lines(found[0].uid if found else ""),
        form=PolicyForm(),
        tab="policy",
        me=who.person.uid,
        **context,
    )
