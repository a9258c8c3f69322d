"""Appointments: proposed by one administrator, confirmed by another person, revoked by one."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from workflow import appointments as acts
from workflow.desk import refusing, typed
from workflow.desk.admission import ADMINS, only_for
from workflow.desk.appointment_lines import lines
from workflow.desk.forms import AppointmentForm
from workflow.desk.pages import show
from workflow.desk.proof import asks_for_proof
from workflow.models import Person
from workflow.presence import Presence
from workflow.refusals import Refusal, Refused


@require_safe
@only_for(ADMINS)
def appointments(request: HttpRequest, who: Presence) -> HttpResponse:
    """List every appointment with its state, and offer to propose one."""
    return _list(request, who, AppointmentForm(initial={"person": request.GET.get("person", "")}))


@require_POST
@asks_for_proof()
@only_for(ADMINS)
def propose(request: HttpRequest, who: Presence) -> HttpResponse:
    """Propose an appointment."""
    form = AppointmentForm(request.POST)
    if not form.is_valid():
        return _list(request, who, form, status=400)
    values = form.cleaned_data
    principal = values["on_behalf_of"]
    try:
        acts.propose(
            who,
            Person.objects.get(uid=values["person"]),
            values["duty"],
            section=values["section"] or None,
            since=form.begins,
            until=form.ends,
            reason=values["reason"],
            on_behalf_of=Person.objects.get(uid=principal) if principal else None,
        )
    except Refused as refused:
        return _list(request, who, form, refused.refusals, status=409)
    messages.success(request, _("Proposed. It holds nothing until another person confirms it."))
    return HttpResponseRedirect(reverse("desk:appointments"))


@require_POST
@asks_for_proof()
@only_for(ADMINS)
def confirm(request: HttpRequest, who: Presence, uid: str) -> HttpResponse:
    """Confirm a proposal."""
    try:
        acts.confirm(who, uid)
    except Refused as refused:
        return _list(request, who, AppointmentForm(), refused.refusals, status=409)
    messages.success(request, _("Confirmed. The appointment holds from its first day."))
    return HttpResponseRedirect(reverse("desk:appointments"))


@require_POST
@only_for(ADMINS)
def revoke(request: HttpRequest, who: Presence, uid: str) -> HttpResponse:
    """Revoke an appointment or a proposal."""
    reason = typed.visible(request.POST.get("reason", ""))[:500]
    try:
        acts.revoke(who, uid, reason)
    except Refused as refused:
        return _list(request, who, AppointmentForm(), refused.refusals, status=409)
    messages.success(request, _("Revoked, at once."))
    return HttpResponseRedirect(reverse("desk:appointments"))


def _list(
    request: HttpRequest,
    who: Presence,
    form: AppointmentForm,
    refusals: list[Refusal] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = refusing.card(refusals)
    return show(
        request,
        "desk/appointments.html",
        _("Appointments"),
        crumbs=[(reverse("desk:people"), _("People"))],
        status=status,
        icon="group",
        lines=lines(),
        form=form,
        tab="appointments",
        me=who.person.uid,
        **context,
    )
