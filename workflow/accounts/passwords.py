"""Passwords: what they must be, and how they are set. GB/T 22239-2019, 8.1.4.1 a).

The rules are stated before anybody types (`rules`), by the same classes that apply them; Django
runs those from AUTH_PASSWORD_VALIDATORS.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import (
    get_default_password_validators,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.utils import timezone

from workflow.accounts.models import Credential, OldPassword
from workflow.models import Account, Person
from workflow.refusals import Refused, refusal

#: So many passwords, the present one among them, are not taken again.
HISTORY = 5


def rules() -> list[str]:
    """Give what a password must be, one sentence each."""
    return [str(validator.get_help_text()) for validator in get_default_password_validators()]


def set_by_another(account: Account, password: str) -> None:
    """Set a password that its owner has to change at the next sign-in.

    Raises:
        Refused: when it is none that the rules let through.
    """
    _set(account, password, must_change=True)


def set_by_owner(account: Account, password: str) -> None:
    """Set a password that only its owner knows.

    Raises:
        Refused: when it is none that the rules let through.
    """
    _set(account, password, must_change=False)


def open_with(user: User, person: Person, password: str, *, by_another: bool) -> Account:
    """Save a new user with a first password, as an account of a person.

    Raises:
        Refused: when it is none that the rules let through.
    """
    account = Account(person=person, user=user)
    # The rules look at the person too, whose number is no password.
    user.sanshen_account = account
    _check(user, password)
    user.set_password(password)
    user.save()
    account.user = user
    account.save()
    _keep(account, user, must_change=by_another)
    return account


def is_due(account: Account, moment: datetime | None = None) -> bool:
    """Say whether an account has to change its password before it does anything else."""
    row: Credential | None = getattr(account, "credential", None)
    if row is None:
        return False
    days = settings.SANSHEN_PASSWORD_DAYS
    changed = row.changed_at
    old = days and changed and (moment or timezone.now()) - changed > timedelta(days=days)
    return row.must_change or bool(old)


def was_used(user: User, password: str) -> bool:
    """Say whether an account has, or lately had, this password."""
    if user.pk is None:
        return False
    rows = OldPassword.objects.filter(account__user=user).order_by("-pk")[:HISTORY]
    kept = [user.password, *rows.values_list("encoded", flat=True)]
    return any(check_password(password, encoded) for encoded in dict.fromkeys(kept))


def _set(account: Account, password: str, *, must_change: bool) -> None:
    user = User.objects.get(pk=account.user_id)
    _check(user, password)
    user.set_password(password)
    user.save(update_fields=["password"])
    _keep(account, user, must_change=must_change)


def _check(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        sentence = " ".join(error.messages)
        raise Refused([refusal("password_weak", "{why}", why=sentence)]) from error


def _keep(account: Account, user: User, *, must_change: bool) -> None:
    moment = timezone.now()
    Credential.objects.update_or_create(
        account=account, defaults={"must_change": must_change, "changed_at": moment}
    )
    OldPassword.objects.create(account=account, encoded=user.password, at=moment)
    old = OldPassword.objects.filter(account=account).order_by("-pk").values("pk")[HISTORY:]
    OldPassword.objects.filter(pk__in=[row["pk"] for row in old]).delete()
