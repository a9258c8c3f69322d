"""The review policy: proposed by one administrator, confirmed by another person."""

from typing import Any

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
from workflow.dimensions import Dimension
from workflow.presence import Presence
from workflow.queries import policies
from workflow.refusals import Refusal, Refused


@require_safe
@only_for(ADMINS)
def policy(request: HttpRequest, who: Presence) -> HttpResponse:
    """List the policies with their states."""
    return _list(request, who)


@require_POST
@asks_for_proof(lambda request: "confirm" in request.POST)
@only_for(ADMINS)
def propose(request: HttpRequest, who: Presence) -> HttpResponse:
    """Propose a policy: first say in words what would change, then do it."""
    form = PolicyForm(request.POST)
    if not form.is_valid():
        sentence = _("A choice is not in its list: %(fields)s. Choose again; nothing was proposed.")
        labels = "、".join(str(form[name].label) for name in form.errors if name in form.fields)
        return _list(request, who, [Refusal("no_such_choice", sentence % {"fields": labels})], form)
    if "confirm" not in request.POST:
        return _preview(request, form)
    try:
        acts.propose_policy(who, **form.wanted)
    except Refused as refused:
        return _list(request, who, refused.refusals, form)
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


def _preview(request: HttpRequest, form: PolicyForm) -> HttpResponse:
    """Show in words what a policy asks for and what it changes; nothing is proposed yet."""
    wanted = form.wanted
    planned = acts.planned_policy(**{name: wanted[name] for name in wanted if name != "obligatory"})
    return show(
        request,
        "desk/policy_preview.html",
        _("What the policy changes"),
        crumbs=[(reverse("desk:policy"), _("Review policy"))],
        icon="group",
        sentences=policies.in_words(planned, wanted["obligatory"]),
        change=policies.change(planned, wanted["obligatory"]),
        fields=[(key, value) for key in form.fields for value in request.POST.getlist(key)],
    )


def _initial() -> dict[str, Any]:
    """Begin with the policy in force; where there is none, every dimension is obligatory."""
    found = acts.policy_in_force()
    if found is None:
        return {"obligatory": [each.value for each in Dimension]}
    row, policy = found
    begun: dict[str, Any] = {
        "drafter_signs_first": policy.drafter_signs_first,
        "small_office": policy.small_office,
        "separate_proofreader": policy.separate_proofreader,
        "obligatory": row.obligatory.split(),
    }
    for number, extra in enumerate(policy.extra_signatures):
        begun |= {f"{key}-{number}": value for key, value in extra.items()}
    return begun


def _list(
    request: HttpRequest,
    who: Presence,
    refusals: list[Refusal] | None = None,
    form: PolicyForm | None = None,
) -> HttpResponse:
    found = acts.policy_in_force()
    context = refusing.card(refusals)
    return show(
        request,
        "desk/policy.html",
        _("Review policy"),
        crumbs=[(reverse("desk:people"), _("People"))],
        status=409 if refusals else 200,
        icon="group",
        lines=policy_lines(found[0].uid if found else ""),
        form=form or PolicyForm(initial=_initial()),
        tab="policy",
        me=who.person.uid,
        **context,
    )
