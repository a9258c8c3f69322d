"""Who is away: noted by themselves or by the security administrator, read by everybody."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from workflow import commands
from workflow.desk import refusing
from workflow.desk.forms import DAYS, DayInput
from workflow.desk.pages import for_people, show
from workflow.models import Absence, Person
from workflow.presence import Presence
from workflow.queries import absent, appointed
from workflow.refusals import Refusal, Refused
from workflow.roles import Duty


class AbsenceForm(forms.Form):
    """Who is away, from which day through which; the security administrator chooses who."""

    person = forms.ChoiceField(label=gettext_lazy("Person"))
    since = forms.DateField(label=gettext_lazy("From the day"), widget=DayInput(), validators=DAYS)
    until = forms.DateField(
        label=gettext_lazy("Through the day"), widget=DayInput(), validators=DAYS
    )

    def choose(self, people: list[Person]) -> "AbsenceForm":
        """Offer these people."""
        self.fields["person"].choices = [(p.uid, f"{p.name}　{p.number}") for p in people]  # type: ignore[attr-defined]
        return self


@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def absences(request: HttpRequest, who: Presence) -> HttpResponse:
    """List who is away, and note it."""
    people = _people(who)
    if request.method != "POST":
        today = timezone.localdate()
        begun = {"person": who.person.uid, "since": today, "until": today}
        return _show(request, who, AbsenceForm(initial=begun).choose(people))
    form = AbsenceForm(request.POST).choose(people)
    if not form.is_valid():
        sentence = _("Choose a person and two days. Nothing was noted.")
        return _show(request, who, form, [Refusal("away_incomplete", sentence)])
    given = form.cleaned_data
    person = Person.objects.get(uid=given["person"])
    try:
        commands.note_absence(who, person, given["since"], given["until"])
    except Refused as refused:
        return _show(request, who, form, refused.refusals)
    messages.success(request, _("Noted: %(name)s is away.") % {"name": person.name})
    return HttpResponseRedirect(reverse("desk:absences"))


@require_POST
@for_people
def back(request: HttpRequest, who: Presence, pk: int) -> HttpResponse:
    """Note that somebody is back."""
    row = get_object_or_404(Absence, pk=pk)
    try:
        commands.end_absence(who, row)
    except Refused as refused:
        return _show(request, who, AbsenceForm().choose(_people(who)), refused.refusals)
    messages.success(request, _("Noted: %(name)s is here.") % {"name": row.person.name})
    return HttpResponseRedirect(reverse("desk:absences"))


def _people(who: Presence) -> list[Person]:
    """Give whose absence somebody may note: their own, or everybody's."""
    if Duty.SECURITY not in appointed.signer(who, timezone.now()).duties(timezone.now()):
        return [who.person]
    return list(Person.objects.filter(closed_at=None).order_by("number"))


def _show(
    request: HttpRequest, who: Presence, form: AbsenceForm, refusals: list[Refusal] | None = None
) -> HttpResponse:
    mine = {person.uid for person in _people(who)}
    return show(
        request,
        "desk/absences.html",
        _("Who is away"),
        crumbs=[(reverse("desk:queue"), _("Review desk"))],
        status=409 if refusals else 200,
        form=form,
        rows=[{"absence": row, "mine": row.person.uid in mine} for row in absent.coming()],
        **refusing.card(refusals),
    )
