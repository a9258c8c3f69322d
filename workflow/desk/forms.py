"""The forms of the people and policy screens: they check shape; the rules decide the rest."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ledger import days
from workflow import dimensions
from workflow.dimensions import Dimension
from workflow.models import PageReview, Person
from workflow.names import DIMENSIONS, DUTIES, KINDS, STAGES
from workflow.notices.models import Delivery
from workflow.roles import Duty
from workflow.rules.facts import Extra
from workflow.states import EXTRAS

#: So many extra signatures can be asked for on the screen.
EXTRA_ROWS = 6
#: Kinds of pages for which somebody may want another signature.
SIGNED_KINDS = ("article", "policy", "topic", "section", "home", "frame")
DAYS = (MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2199, 12, 31)))


class PersonForm(forms.Form):
    """A natural person."""

    number = forms.CharField(label=_("Personal number"), max_length=40)
    name = forms.CharField(label=_("Name of the person"), max_length=100)
    post = forms.CharField(label=_("Post held"), max_length=100, required=False)
    department = forms.CharField(label=_("Body or department"), max_length=100, required=False)


class ChangeForm(forms.Form):
    """What can change of a person."""

    name = forms.CharField(label=_("Name of the person"), max_length=100)
    post = forms.CharField(label=_("Post held"), max_length=100, required=False)
    department = forms.CharField(label=_("Body or department"), max_length=100, required=False)


class PasswordForm(forms.Form):
    """A first or a new password for somebody else."""

    password = forms.CharField(
        label=_("Password"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class EmailForm(forms.Form):
    """Where the mail of an account goes. Whether it is an address, the register says."""

    email = forms.CharField(
        label=_("Mail address for notices"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )


class AccountForm(PasswordForm, EmailForm):
    """A new sign-in."""

    field_order: Sequence[str] = ("username", "password", "email")
    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class DeliveryForm(forms.Form):
    """How a person wants to be told by mail."""

    delivery = forms.ChoiceField(
        label=_("Mail"), choices=Delivery.choices, widget=forms.RadioSelect
    )


class DayInput(forms.DateInput):
    """A day, chosen in the browser's own way."""

    input_type = "date"

    def __init__(self) -> None:
        """Write days as the browser expects them."""
        super().__init__(format="%Y-%m-%d")


class AppointmentForm(forms.Form):
    """A proposal: who does which duty where, from which day to which day, and why."""

    person = forms.ChoiceField(label=_("Person"))
    duty = forms.ChoiceField(label=_("Duty"), choices=[(d.value, DUTIES[d]) for d in Duty])
    section = forms.ChoiceField(label=_("Section, with all below it"), required=False)
    since = forms.DateField(
        label=_("From the day"), required=False, widget=DayInput(), validators=DAYS
    )
    until = forms.DateField(
        label=_("Through the day"), required=False, widget=DayInput(), validators=DAYS
    )
    on_behalf_of = forms.ChoiceField(label=_("On behalf of"), required=False)
    reason = forms.CharField(label=_("Reason or document"), max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the people who are here and the sections that exist."""
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(closed_at=None).order_by("number")
        named = [(p.uid, f"{p.name}　{p.number}") for p in people]
        self.fields["person"].choices = [("", "—"), *named]  # type: ignore[attr-defined]
        self.fields["on_behalf_of"].choices = [("", _("nobody")), *named]  # type: ignore[attr-defined]
        self.fields["section"].choices = [("", _("the whole site")), *sections()]  # type: ignore[attr-defined]

    @property
    def begins(self) -> datetime | None:
        """The first moment, None for at once."""
        since = self.cleaned_data.get("since")
        if since is None or since == timezone.localdate():
            return None
        return days.begins(since)

    @property
    def ends(self) -> datetime | None:
        """The moment after the last day, None for open."""
        until = self.cleaned_data.get("until")
        if until is None:
            return None
        return days.ends(until)


class PolicyForm(forms.Form):
    """A review policy. Three stages and three persons are not in question."""

    drafter_signs_first = forms.BooleanField(
        label=_("The drafter may sign the first review of their own text"), required=False
    )
    small_office = forms.BooleanField(
        label=_("One person may be system and security administrator"), required=False
    )
    separate_proofreader = forms.BooleanField(
        label=_("A proofreader signs each proof, never the reviewer of the stage"), required=False
    )
    obligatory = forms.MultipleChoiceField(
        label=_("What a pass must say it looked at"),
        choices=[(each.value, DIMENSIONS[each]) for each in Dimension],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer rows for extra signatures: which, for which kind of page, in which section."""
        super().__init__(*args, **kwargs)
        kinds = [("", _("all kinds")), *((key, KINDS[key]) for key in SIGNED_KINDS)]
        places = [("", _("the whole site")), *sections()]
        names = [("", "—"), *((each.value, STAGES[each]) for each in EXTRAS)]
        for row in range(EXTRA_ROWS):
            for key, label, choices in (
                ("stage", _("Extra signature"), names),
                ("kind", _("Kind of page"), kinds),
                ("section", _("Section, with all below it"), places),
            ):
                self.fields[f"{key}-{row}"] = forms.ChoiceField(
                    label=label, choices=choices, required=False
                )

    @property
    def extra_rows(self) -> list[list[forms.BoundField]]:
        """The fields of extra signatures, a list for each row."""
        keys = ("stage", "kind", "section")
        return [[self[f"{key}-{row}"] for key in keys] for row in range(EXTRA_ROWS)]

    @property
    def wanted(self) -> dict[str, Any]:
        """The policy, as it is proposed."""
        given = self.cleaned_data
        return {
            "drafter_signs_first": given["drafter_signs_first"],
            "small_office": given["small_office"],
            "separate_proofreader": given["separate_proofreader"],
            "obligatory": dimensions.read(given["obligatory"]),
            "extra_signatures": [
                Extra(given[f"stage-{row}"], given[f"section-{row}"], given[f"kind-{row}"])
                for row in range(EXTRA_ROWS)
                if given[f"stage-{row}"]
            ],
        }


def sections() -> list[tuple[str, str]]:
    """Give the sections of the workspace as choices, indented as they lie in one another."""
    rows = (
        PageReview.objects.filter(page__content_type__model="sectionpage")
        .select_related("page")
        .order_by("page__path")
    )
    return [(row.uid, "　" * max(row.page.depth - 3, 0) + row.page.title) for row in rows]
