"""The own account: password, second factor, sessions."""

from typing import Any

from django import forms
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from workflow import people as register
from workflow.accounts import address, passwords, proof, sessions
from workflow.desk import refusing
from workflow.desk.pages import for_people, show
from workflow.desk.proof import refusal_of
from workflow.models import Account
from workflow.presence import Presence
from workflow.refusals import Refusal, Refused


class PasswordForm(forms.Form):
    """The old password once, the new one twice."""

    old = forms.CharField(
        label=gettext_lazy("Present password"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=gettext_lazy("New password"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=gettext_lazy("The new password again"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Compare the two."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("new") and cleaned.get("again") and cleaned["new"] != cleaned["again"]:
            self.add_error("again", _("This is not the same as above."))
        return cleaned


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def password(request: HttpRequest, who: Presence) -> HttpResponse:
    """Change the own password."""
    account = _account(who)
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _password(request, account, form)
    if not form.is_valid():
        return _password(request, account, form, status=400)
    if not proof.accept(request, form.cleaned_data["old"]):
        return _password(request, account, form, [refusal_of(request)], 403)
    try:
        register.change_own_password(who, account, password=form.cleaned_data["new"])
    except Refused as refused:
        return _password(request, account, form, refused.refusals, 409)
    account.user.refresh_from_db()
    update_session_auth_hash(request, account.user)
    sessions.follow(who.session, request)
    messages.success(request, _("The password is changed. All your other sessions have ended."))
    return HttpResponseRedirect(reverse("wagtailadmin_home"))


@require_safe
@for_people
def own_sessions(request: HttpRequest, who: Presence) -> HttpResponse:
    """List where somebody is signed in."""
    rows = [
        {
            "row": row,
            "here": row.session == who.session,
            "browser": address.browser_name(row.browser),
        }
        for row in sessions.of_person(who.person)
    ]
    return show(
        request,
        "desk/sessions.html",
        _("Where I am signed in"),
        icon="user",
        rows=rows,
        tab="sessions",
    )


@require_POST
@for_people
def end(request: HttpRequest, who: Presence) -> HttpResponse:
    """End one session, or all others."""
    wanted = request.POST.get("session", "")
    rows = [row for row in sessions.of_person(who.person) if row.session != who.session]
    if wanted.isdecimal():
        rows = [row for row in rows if row.pk == int(wanted[:18])]
    number = sessions.end(rows, sessions.ENDED, who.person, who)
    messages.success(request, _("Sessions ended: %(n)d.") % {"n": number})
    return HttpResponseRedirect(reverse("desk:sessions"))


def _account(who: Presence) -> Account:
    return Account.objects.select_related("person", "user").get(pk=who.account_id)


def _password(
    request: HttpRequest,
    account: Account,
    form: PasswordForm,
    refusals: list[Refusal] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = refusing.card(refusals)
    context["refusal_ways"] = []
    return show(
        request,
        "desk/password.html",
        _("Change the password"),
        status=status,
        icon="password",
        form=form,
        rules=passwords.rules(),
        due=passwords.is_due(account),
        tab="password",
        **context,
    )
