"""Who acts at a terminal: proved by password and, where there is one, second factor."""

import getpass
from datetime import UTC, datetime

from django.contrib.auth import authenticate
from django.core.management.base import CommandError
from django.http import HttpRequest

from workflow.accounts import factors, lockout
from workflow.models import Account
from workflow.presence import Presence


def prove(username: str) -> Presence:
    """Ask for the password, and a code where the account has a second factor; give the presence.

    Raises:
        CommandError: with the reason why not.
    """
    request = HttpRequest()
    user = authenticate(request, username=username, password=getpass.getpass(f"{username}: "))
    if lockout.is_locked(request):
        raise CommandError(lockout.sentence(request, username))
    rows = Account.objects.select_related("person", "credential")
    account = rows.filter(user=user).first() if user else None
    if account is None:
        raise CommandError("That is not the password of an open account of a person.")
    if factors.is_enrolled(account):
        code = getpass.getpass("code: ")
        if not (factors.check(account, code) or factors.recover(account, code)):
            raise CommandError("That code does not fit, or was used already.")
    return Presence(account.person, account.pk, "terminal", datetime.now(UTC))
