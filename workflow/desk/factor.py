"""The own second factor: set up with a telephone, recovery codes, taken away again."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from workflow import people as register
from workflow.accounts import factors
from workflow.desk import refusing
from workflow.desk.pages import for_people, show
from workflow.desk.proof import asks_for_proof
from workflow.models import Account
from workflow.presence import Presence
from workflow.refusals import Refusal, Refused


@require_safe
@for_people
def factor(request: HttpRequest, who: Presence) -> HttpResponse:
    """Say whether there is one."""
    return _factor(request, _account(who))


@sensitive_post_parameters()
@sensitive_variables()
@require_POST
@asks_for_proof()
@for_people
def set_up(request: HttpRequest, who: Presence) -> HttpResponse:
    """Show the picture for the telephone; with a code, take it."""
    account = _account(who)
    sealed, code = request.POST.get("sealed", "")[:500], request.POST.get("code", "")[:20]
    if not sealed:
        return _set_up(request, account, factors.new_secret())
    if factors.address(sealed, account) is None:
        sentence = _("This page was open for too long. Here is a new picture; begin again.")
        return _set_up(request, account, factors.new_secret(), Refusal("too_old", sentence))
    codes = register.enrol_factor(who, account, sealed, code)
    if not codes:
        sentence = _(
            "This code does not fit. Wait for the next one, and see whether the clock of the "
            "telephone is right."
        )
        return _set_up(request, account, sealed, Refusal("wrong_code", sentence))
    return _codes(request, codes)


@require_POST
@asks_for_proof()
@for_people
def new_codes(request: HttpRequest, who: Presence) -> HttpResponse:
    """Give new recovery codes."""
    account = _account(who)
    if not factors.is_enrolled(account):
        return HttpResponseRedirect(reverse("desk:factor"))
    return _codes(request, register.renew_codes(who, account))


@require_POST
@asks_for_proof()
@for_people
def remove(request: HttpRequest, who: Presence) -> HttpResponse:
    """Take the second factor away."""
    account = _account(who)
    try:
        register.remove_factor(who, account)
    except Refused as refused:
        return _factor(request, account, refused.refusals, 409)
    messages.success(request, _("The second factor is taken away. The password alone lets you in."))
    return HttpResponseRedirect(reverse("desk:factor"))


def _account(who: Presence) -> Account:
    rows = Account.objects.select_related("person", "user", "credential")
    return rows.get(pk=who.account_id)


def _factor(
    request: HttpRequest,
    account: Account,
    refusals: list[Refusal] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = refusing.card(refusals)
    context["refusal_ways"] = []
    return show(
        request,
        "desk/factor.html",
        _("Second factor"),
        status=status,
        icon="key",
        enrolled=factors.is_enrolled(account),
        since=getattr(getattr(account, "credential", None), "enrolled_at", None),
        required=factors.is_required(account),
        left=factors.codes_left(account),
        tab="factor",
        **context,
    )


def _set_up(
    request: HttpRequest, account: Account, sealed: str, refusal: Refusal | None = None
) -> HttpResponse:
    context = refusing.card([refusal]) if refusal else {}
    context["refusal_ways"] = []
    return show(
        request,
        "desk/factor_set_up.html",
        _("Set up the second factor"),
        crumbs=[(reverse("desk:factor"), _("Second factor"))],
        status=400 if refusal else 200,
        icon="key",
        sealed=sealed,
        picture=factors.picture(factors.address(sealed, account) or ""),
        secret=factors.typed(sealed),
        **context,
    )


def _codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    return show(
        request,
        "desk/factor_codes.html",
        _("Recovery codes"),
        crumbs=[(reverse("desk:factor"), _("Second factor"))],
        icon="key",
        codes=codes,
    )
