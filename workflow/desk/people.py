"""The register of people and their accounts, for the administrators."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from workflow import people as register
from workflow import queries
from workflow.accounts import factors, lockout
from workflow.desk import refusing
from workflow.desk.admission import ADMINS, only_for
from workflow.desk.appointment_lines import lines
from workflow.desk.forms import AccountForm, ChangeForm, PasswordForm, PersonForm
from workflow.desk.pages import show
from workflow.desk.proof import asks_for_proof
from workflow.models import Account, Person
from workflow.names import DUTIES
from workflow.presence import Presence
from workflow.refusals import Refusal, Refused


@require_safe
@only_for(ADMINS)
def people(request: HttpRequest, who: Presence) -> HttpResponse:
    """List everybody with accounts and duties."""
    return _list(request, PersonForm())


@require_POST
@only_for(ADMINS)
def enter(request: HttpRequest, who: Presence) -> HttpResponse:
    """Enter a person."""
    form = PersonForm(request.POST)
    if not form.is_valid():
        return _list(request, form, status=400)
    try:
        person = register.create_person(who, **form.cleaned_data)
    except Refused as refused:
        return _list(request, form, refused.refusals, status=409)
    messages.success(request, _("%(name)s is entered.") % {"name": person.name})
    return HttpResponseRedirect(reverse("desk:person", args=[person.uid]))


@require_safe
@only_for(ADMINS)
def person(request: HttpRequest, who: Presence, uid: str) -> HttpResponse:
    """Show one person."""
    return _person(request, _find(uid))


@require_POST
@only_for(ADMINS)
def change(request: HttpRequest, who: Presence, uid: str) -> HttpResponse:
    """Change name, post or department."""
    found = _find(uid)
    form = ChangeForm(request.POST)
    if not form.is_valid():
        return _person(request, found, change_form=form, status=400)
    try:
        register.change_person(who, found, **form.cleaned_data)
    except Refused as refused:
        return _person(request, found, refused.refusals, change_form=form, status=409)
    messages.success(request, _("Saved."))
    return _back(found)


@require_POST
@only_for(ADMINS)
def close(request: HttpRequest, who: Presence, uid: str) -> HttpResponse:
    """Close a person who has left."""
    found = _find(uid)
    if "sure" not in request.POST:
        sentence = _("Tick that %(name)s has left.") % {"name": found.name}
        return _person(request, found, [Refusal("not_sure", sentence)], status=400)
    try:
        register.close_person(who, found)
    except Refused as refused:
        return _person(request, found, refused.refusals, status=409)
    messages.success(request, _("%(name)s is closed.") % {"name": found.name})
    return _back(found)


@sensitive_post_parameters("password")
@require_POST
@asks_for_proof()
@only_for(ADMINS)
def open_account(request: HttpRequest, who: Presence, uid: str) -> HttpResponse:
    """Give a person a sign-in."""
    found = _find(uid)
    form = AccountForm(request.POST)
    if not form.is_valid():
        return _person(request, found, account_form=form, status=400)
    try:
        register.open_account(who, found, **form.cleaned_data)
    except Refused as refused:
        return _person(request, found, refused.refusals, account_form=form, status=409)
    messages.success(request, _("The account is open. Hand the password over in person."))
    return _back(found)


@sensitive_post_parameters("password")
@require_POST
@asks_for_proof(lambda request: request.POST.get("act") not in ("lock", "lift", "email"))
@only_for(ADMINS)
def account(request: HttpRequest, who: Presence, uid: str, pk: int) -> HttpResponse:
    """Lock or unlock an account, set its password anew, say where its mail goes."""
    found = _find(uid)
    row = Account.objects.select_related("person").filter(pk=pk, person=found).first()
    if row is None:
        raise Http404
    act = request.POST.get("act", "")
    try:
        if act in ("lock", "unlock"):
            register.lock_account(who, row, locked=act == "lock")
        elif act == "factor":
            register.reset_factor(who, row)
        elif act == "lift":
            register.lift_lock_out(who, row)
        elif act == "email":
            register.change_email(who, row, email=request.POST.get("email", "")[:254])
        else:
            form = PasswordForm(request.POST)
            if not form.is_valid():
                sentence = _("Write a new password of at most 128 characters.")
                return _person(request, found, [Refusal("no_password", sentence)], status=400)
            register.reset_password(who, row, password=form.cleaned_data["password"])
    except Refused as refused:
        return _person(request, found, refused.refusals, status=409)
    done = _("The account is changed.")
    if act not in ("lock", "unlock", "lift", "email"):
        done = _("Done. Until a second person confirms it, what %(name)s signs is refused.")
    messages.success(request, done % {"name": found.name})
    return _back(found)


def _find(uid: str) -> Person:
    found = Person.objects.filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def _back(found: Person) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk:person", args=[found.uid]))


def _list(
    request: HttpRequest,
    form: PersonForm,
    refusals: list[Refusal] | None = None,
    status: int = 200,
) -> HttpResponse:
    held: dict[str, list[object]] = {}
    for line in lines():
        if line.state == "effective":
            held.setdefault(line.person, []).append(DUTIES[line.duty])
    rows = [
        {"person": each, "accounts": list(each.accounts.all()), "duties": held.get(each.uid, [])}
        for each in queries.people()
    ]
    context = refusing.card(refusals)
    return show(
        request,
        "desk/people.html",
        _("People"),
        status=status,
        icon="group",
        rows=rows,
        form=form,
        tab="people",
        **context,
    )


def _person(
    request: HttpRequest,
    found: Person,
    refusals: list[Refusal] | None = None,
    change_form: ChangeForm | None = None,
    account_form: AccountForm | None = None,
    status: int = 200,
) -> HttpResponse:
    values = {"name": found.name, "post": found.post, "department": found.department}
    context = refusing.card(refusals)
    accounts = list(found.accounts.select_related("user", "credential"))
    for each in accounts:
        each.has_factor = factors.is_enrolled(each)
        each.shut_until = lockout.locked_until(each.user.get_username())
    return show(
        request,
        "desk/person.html",
        found.name,
        crumbs=[(reverse("desk:people"), _("People"))],
        status=status,
        icon="user",
        person=found,
        accounts=accounts,
        appointments=lines(person=found.uid),
        change_form=change_form or ChangeForm(values),
        account_form=account_form or AccountForm(),
        password_form=PasswordForm(auto_id="reset_%s"),
        **context,
    )
