"""Accounts of people: opened, locked, given a new password.

An account lets a person in; only appointments let them do anything, so that opening accounts gives
no power over what is published. A password that an administrator sets is one that two people know:
it has to be changed at the first sign-in, and where its person signs, somebody else confirms it.
"""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ledger import entries
from workflow.accounts import lockout, passwords, sessions
from workflow.accounts.models import Reset
from workflow.models import Account, Person
from workflow.people.acting import acting, record, require_administrator
from workflow.people.resets import make, require_second
from workflow.presence import Presence
from workflow.queries.appointed import held_between
from workflow.refusals import Refused, raise_if, refusal
from workflow.roles import Duty
from workflow.rules.accounts import may_lift
from workflow.signals import account_changed


@transaction.atomic
def open_account(
    presence: Presence | None, person: Person, *, username: str, password: str, email: str = ""
) -> Account:
    """Give a person a sign-in. It carries no rights: appointments do."""
    entries.lock()
    require_administrator(presence)
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
    moment = entries.now()
    # A further account of somebody who signs is as good as their password.
    signs = presence is not None and held_between(person.uid, moment, None) - {Duty.DRAFT}
    if presence is not None and signs:
        require_second(presence, person)
    account = passwords.open_with(user, person, password, by_another=presence is not None)
    record("account:created", presence, person, {"account": str(account.pk)})
    if presence is not None and signs:
        make(presence, account, Reset.ACCOUNT)
    account_changed.send(Account, person=person.uid)
    return account


@transaction.atomic
def reset_password(presence: Presence, account: Account, *, password: str) -> None:
    """Set somebody's password anew. Sessions of that account end by it, and its person signs
    nothing until somebody else confirms it.

    Raises:
        Refused: also when nobody could confirm it.
    """
    entries.lock()
    require_administrator(presence)
    require_second(presence, account.person)
    passwords.set_by_another(account, password)
    sessions.end_all(account.person, sessions.RESET, presence, accounts=[account])
    record("account:password_reset", presence, account.person, {"account": str(account.pk)})
    make(presence, account, Reset.PASSWORD)


@transaction.atomic
def change_own_password(presence: Presence, account: Account, *, password: str) -> None:
    """Let somebody change their own password; the caller has seen the old one. Every other session
    of the account ends."""
    entries.lock()
    passwords.set_by_owner(account, password)
    sessions.end_all(account.person, sessions.PASSWORD, presence, accounts=[account])
    record("account:password_changed", presence, account.person, {"account": str(account.pk)})


@transaction.atomic
def lock_account(presence: Presence, account: Account, *, locked: bool = True) -> None:
    """Lock or unlock one account. The account of a closed person stays locked."""
    entries.lock()
    require_administrator(presence)
    user = get_user_model()._default_manager.get(pk=account.user_id)
    if locked or account.person.closed_at is not None:
        lock(user)
        sessions.end_all(account.person, sessions.LOCKED, presence, accounts=[account])
    else:
        user.is_active = True
        user.save(update_fields=["is_active"])
    state = "open" if user.is_active else "locked"
    detail = {"account": str(account.pk), "state": state}
    record("account:changed", presence, account.person, detail)
    account_changed.send(Account, person=account.person.uid)


@transaction.atomic
def lift_lock_out(presence: Presence, account: Account) -> None:
    """Let somebody sign in again before the time is up that failed sign-ins have cost them.

    Raises:
        Refused: to everybody but a security administrator.
    """
    entries.lock()
    raise_if(may_lift(acting(presence)))
    user = get_user_model()._default_manager.get(pk=account.user_id)
    lockout.lift(user.get_username())
    record("account:unlocked", presence, account.person, {"account": str(account.pk)})


@transaction.atomic
def change_email(presence: Presence, account: Account, *, email: str) -> None:
    """Say where the mail of an account goes; empty, none is sent.

    Raises:
        Refused: when it is no address.
    """
    entries.lock()
    require_administrator(presence)
    user = get_user_model()._default_manager.get(pk=account.user_id)
    user.email = _mail_address(email)
    user.save(update_fields=["email"])
    detail = {"account": str(account.pk), "state": "email"}
    record("account:changed", presence, account.person, detail)


def _mail_address(text: str) -> str:
    address = text.strip()
    if address:
        try:
            validate_email(address)
        except ValidationError as error:
            sentence = _("{email} is no mail address: write name@host.")
            raise Refused([refusal("no_mail_address", sentence, email=address)]) from error
    return address


def lock(user: User) -> None:
    """Let an account sign in no more."""
    user.is_active = False
    user.save(update_fields=["is_active"])
