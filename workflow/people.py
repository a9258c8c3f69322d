"""People and their accounts: entered, changed, closed. Nothing is ever deleted.

The administrators' ceremony (`appointments.first_start`) enters the first people; afterwards a
system or security administrator does. An account lets a person in; only appointments let them do
anything, so that opening accounts gives no power over what is published.
"""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from ledger import entries
from workflow.accounts import lockout, proof, sessions
from workflow.models import Account, Appointment, Person
from workflow.presence import Presence, person_ref
from workflow.queries.appointed import signer, small_office
from workflow.refusals import Refused, raise_if, refusal
from workflow.rules.accounts import may_lift
from workflow.rules.appointing import ceremony_over, may_administer
from workflow.rules.facts import SettingPolicy
from workflow.signals import account_changed


@transaction.atomic
def create_person(
    presence: Presence | None, *, number: str, name: str, post: str = "", department: str = ""
) -> Person:
    """Enter a natural person. The personal number is theirs alone: one number, one person.

    `presence` is None in the ceremony only.
    """
    entries.lock()
    _may_administer(presence)
    number = number.strip()
    if not number or not name.strip():
        raise Refused(
            [refusal("person_incomplete", _("A person has a personal number and a name."))]
        )
    known = Person.objects.filter(number=number).first()
    if known is not None:
        raise Refused(
            [
                refusal(
                    "number_taken",
                    _(
                        "The personal number {number} belongs to {name}. Two accounts of one "
                        "person "
                        "belong under one number."
                    ),
                    number=number,
                    name=known.name,
                )
            ]
        )
    person = Person.objects.create(
        number=number, name=name.strip(), post=post.strip(), department=department.strip()
    )
    _record("person:created", presence, person, {"number": number})
    return person


@transaction.atomic
def change_person(presence: Presence, person: Person, **columns: str) -> Person:
    """Change name, post or department. What was signed keeps the name it was signed with.

    Raises:
        Refused: also when something else is to be changed; the number and the uid never change.
    """
    entries.lock()
    _may_administer(presence)
    if not set(columns) <= {"name", "post", "department"}:
        raise Refused(
            [
                refusal(
                    "identity_stays",
                    _("Only name, post and department of a person can be changed."),
                )
            ]
        )
    row = Person.objects.get(pk=person.pk)
    for column, value in columns.items():
        setattr(row, column, value.strip())
    row.save(update_fields=list(columns), force_update=True)
    for account in row.accounts.select_related("user"):
        account.user.save(update_fields=["first_name", "last_name"])
    _record("person:changed", presence, row, {"fields": ",".join(sorted(columns))})
    return row


@transaction.atomic
def close_person(presence: Presence, person: Person) -> Person:
    """Close a person who has left: every account is locked, nothing is deleted."""
    entries.lock()
    _may_administer(presence)
    row = Person.objects.get(pk=person.pk)
    row.closed_at = entries.now()
    row.save(update_fields=["closed_at"], force_update=True)
    for account in row.accounts.select_related("user"):
        _lock(account.user)
    sessions.end_all(row, sessions.CLOSED, presence)
    _record("person:closed", presence, row, {})
    account_changed.send(Person, person=row.uid)
    return row


@transaction.atomic
def open_account(
    presence: Presence | None, person: Person, *, username: str, password: str, email: str = ""
) -> Account:
    """Give a person a sign-in. It carries no rights: appointments do."""
    entries.lock()
    _may_administer(presence)
    model = get_user_model()
    if person.closed_at is not None:
        raise Refused(
            [
                refusal(
                    "person_is_closed",
                    _("{name} is closed; no account can be opened for them."),
                    name=person.name,
                )
            ]
        )
    if model._default_manager.filter(username=username).exists():
        raise Refused(
            [refusal("username_taken", _("The user name {username} is taken."), username=username)]
        )
    user = model(username=username, is_active=True, first_name=person.name)
    user.email = _mail_address(email)
    _set_password(user, password)
    account = Account.objects.create(person=person, user=user)
    _record("account:created", presence, person, {"account": str(account.pk)})
    account_changed.send(Account, person=person.uid)
    return account


@transaction.atomic
def reset_password(presence: Presence, account: Account, *, password: str) -> None:
    """Set somebody's password anew. Sessions of that account end by it, and the audit log says who
    did it to whom."""
    entries.lock()
    _may_administer(presence)
    raise_if(proof.against(presence, entries.now()))
    user = get_user_model()._default_manager.get(pk=account.user_id)
    _set_password(user, password)
    sessions.end_all(account.person, sessions.RESET, presence, accounts=[account])
    _record("account:password_reset", presence, account.person, {"account": str(account.pk)})


@transaction.atomic
def lock_account(presence: Presence, account: Account, *, locked: bool = True) -> None:
    """Lock or unlock one account. The account of a closed person stays locked."""
    entries.lock()
    _may_administer(presence)
    user = get_user_model()._default_manager.get(pk=account.user_id)
    if locked or account.person.closed_at is not None:
        _lock(user)
        sessions.end_all(account.person, sessions.LOCKED, presence, accounts=[account])
    else:
        user.is_active = True
        user.save(update_fields=["is_active"])
    state = "open" if user.is_active else "locked"
    detail = {"account": str(account.pk), "state": state}
    _record("account:changed", presence, account.person, detail)
    account_changed.send(Account, person=account.person.uid)


@transaction.atomic
def lift_lock_out(presence: Presence, account: Account) -> None:
    """Let somebody sign in again before the time is up that failed sign-ins have cost them.

    Raises:
        Refused: to everybody but a security administrator.
    """
    entries.lock()
    raise_if(may_lift(_acting(presence)))
    user = get_user_model()._default_manager.get(pk=account.user_id)
    lockout.lift(user.get_username())
    _record("account:unlocked", presence, account.person, {"account": str(account.pk)})


@transaction.atomic
def change_email(presence: Presence, account: Account, *, email: str) -> None:
    """Say where the mail of an account goes; empty, none is sent.

    Raises:
        Refused: when it is no address.
    """
    entries.lock()
    _may_administer(presence)
    user = get_user_model()._default_manager.get(pk=account.user_id)
    user.email = _mail_address(email)
    user.save(update_fields=["email"])
    detail = {"account": str(account.pk), "state": "email"}
    _record("account:changed", presence, account.person, detail)


@receiver(pre_save, sender=settings.AUTH_USER_MODEL, dispatch_uid="workflow.people.named")
def show_the_name(sender: object, instance: User, **kwargs: object) -> None:
    """Let an account show the name of its person, whoever saves it: who it is, the register says
    and not the account."""
    wanted = kwargs.get("update_fields")
    if instance.pk is None or (wanted is not None and "first_name" not in wanted):  # type: ignore[operator]
        return
    account = Account.objects.select_related("person").filter(user_id=instance.pk).first()
    if account is not None:
        instance.first_name, instance.last_name = account.person.name, ""


def _may_administer(presence: Presence | None) -> None:
    if presence is None:
        raise_if(ceremony_over(begun=Appointment.objects.exists()))
        return
    raise_if(may_administer(_acting(presence)))


def _acting(presence: Presence) -> SettingPolicy:
    moment = entries.now()
    return SettingPolicy(signer(presence, moment), moment, small_office())


def _mail_address(text: str) -> str:
    address = text.strip()
    if address:
        try:
            validate_email(address)
        except ValidationError as error:
            sentence = _("{email} is no mail address: write name@host.")
            raise Refused([refusal("no_mail_address", sentence, email=address)]) from error
    return address


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        sentence = " ".join(error.messages)
        raise Refused([refusal("password_weak", "{why}", why=sentence)]) from error
    user.set_password(password)
    user.save()


def _lock(user: User) -> None:
    user.is_active = False
    user.save(update_fields=["is_active"])


def _record(tag: str, presence: Presence | None, person: Person, detail: dict[str, str]) -> None:
    entries.append(
        tag,
        person=presence.ref if presence else None,
        subject={"kind": "person", "uid": person.uid},
        detail=detail,
    )


__all__ = [
    "change_email",
    "change_person",
    "close_person",
    "create_person",
    "lift_lock_out",
    "lock_account",
    "open_account",
    "person_ref",
    "reset_password",
]


def by_number(number: str) -> dict[str, str] | None:
    """Give ``{"uid", "name"}`` of the person with a personal number who is still here, or None."""
    person = Person.objects.filter(number=number, closed_at=None).first()
    return None if person is None else person_ref(person)
