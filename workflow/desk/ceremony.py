"""The ceremony page: three people become the three administrators, once.

Reachable without a sign-in, because nobody can sign in yet, and only until the ceremony was held.
Whoever opens it must have the one-time code that the server wrote into its own data folder and
printed at start: holding the ceremony takes access to the machine.
"""

import hmac
import secrets
from pathlib import Path

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from ledger.broken import Broken
from workflow import appointments
from workflow.desk import refusing
from workflow.desk.forms import AccountForm, PersonForm
from workflow.models import Appointment
from workflow.names import DUTIES
from workflow.refusals import Refusal, Refused
from workflow.roles import Duty

FILE = "ceremony-code"
ROLES = (Duty.SYSTEM, Duty.SECURITY, Duty.AUDIT)


class AdministratorForm(AccountForm, PersonForm):
    """One of the three, with a sign-in."""

    field_order = ("number", "name", "post", "department", "username", "password")


class CodeForm(forms.Form):
    """The one-time code."""

    code = forms.CharField(
        label=gettext_lazy("One-time code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def is_due() -> bool:
    """Say whether the ceremony has not been held yet."""
    return not Appointment.objects.exists()


def code() -> str:
    """Give the one-time code, writing it where only the server's account can read it.

    The server calls this at start and prints it; `forget_code` removes it after the ceremony.
    """
    place = _place()
    try:
        return place.read_text("ascii").strip()
    except FileNotFoundError:
        pass
    made = "-".join(secrets.token_hex(2) for _part in range(5))
    place.parent.mkdir(parents=True, exist_ok=True)
    place.touch(mode=0o600)
    place.write_text(made + "\n", "ascii")
    return made


def forget_code() -> None:
    """Remove the code once it has served."""
    _place().unlink(missing_ok=True)


@never_cache
@sensitive_post_parameters()
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def ceremony(request: HttpRequest) -> HttpResponse:
    """Hold the ceremony."""
    if not is_due():
        raise Http404
    expected = code()
    sent = request.POST if request.method == "POST" else None
    code_form = CodeForm(sent)
    three = {duty: AdministratorForm(sent, prefix=duty.value) for duty in ROLES}
    if sent is None:
        return _page(request, code_form, three)
    if not code_form.is_valid() or not hmac.compare_digest(
        code_form.cleaned_data["code"].strip().encode(), expected.encode()
    ):
        sentence = _(
            "This is not the one-time code. It is printed when the server starts and stands in "
            "the file ceremony-code of its data folder."
        )
        return _page(request, code_form, three, [Refusal("wrong_code", sentence)], 403)
    valid = [form.is_valid() for form in three.values()]  # every form, so that all errors show
    if not all(valid):
        sentence = _("Something is missing; it stands beside its field.")
        return _page(request, code_form, three, [Refusal("incomplete", sentence)], 400)
    try:
        # What is signed is in the language of the house, whatever the browser asked for.
        with translation.override(settings.LANGUAGE_CODE):
            appointments.first_start(
                system=_entered(three[Duty.SYSTEM]),
                security=_entered(three[Duty.SECURITY]),
                audit=_entered(three[Duty.AUDIT]),
            )
    except Refused as refused:
        return _page(request, code_form, three, refused.refusals, 409)
    except Broken as broken:
        return _page(request, code_form, three, [Refusal("ledger", str(broken))], 409)
    forget_code()
    messages.success(request, _("The ceremony is held. The three can sign in now."))
    return HttpResponseRedirect(reverse("wagtailadmin_login"))


def _entered(form: AdministratorForm) -> appointments.Administrator:
    return appointments.Administrator(**form.cleaned_data)


def _place() -> Path:
    return Path(settings.SANSHEN_DATA) / FILE


def _page(
    request: HttpRequest,
    code_form: CodeForm,
    three: dict[Duty, AdministratorForm],
    refusals: list[Refusal] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = refusing.card(refusals, ways=())
    context["refusal_ways"] = []
    values = {
        "code_form": code_form,
        "three": [{"label": DUTIES[duty], "form": form} for duty, form in three.items()],
        **context,
    }
    response = render(request, "desk/ceremony.html", values, status=status)
    response.headers["Content-Security-Policy"] = settings.SANSHEN_DESK_POLICY
    return response
