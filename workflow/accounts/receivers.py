"""What is written down when somebody signs in, signs out, or fails to."""

import logging
from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from ledger.broken import Broken
from ledger.keys import MissingKey
from workflow.accounts import failures, lockout, sessions
from workflow.models import Account, Appointment, Person
from workflow.roles import ADMINISTRATORS
from workflow.signals import appointment_changed

log = logging.getLogger(__name__)


@receiver(user_logged_in, dispatch_uid="workflow.accounts.signed_in")
def signed_in(request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    """A session begins."""
    if request is not None and hasattr(request, "session"):
        _unless_broken(failures.tell)
        sessions.open_session(request, user)


@receiver(user_logged_out, dispatch_uid="workflow.accounts.signed_out")
def signed_out(request: HttpRequest | None, user: User | None, **kwargs: Any) -> None:
    """A session ends."""
    if request is not None and user is not None:
        sessions.close_session(request, user)


@receiver(user_login_failed, dispatch_uid="workflow.accounts.failed")
def failed(
    request: HttpRequest | None = None, credentials: dict[str, Any] | None = None, **kwargs: Any
) -> None:
    """Somebody failed to sign in, or to prove who they are."""
    if request is not None:
        _unless_broken(failures.tell)
        account = _account(str((credentials or {}).get("username") or ""))
        failures.count(request, account)
        # django-axes listens too, and has counted before us: its receivers come with its models.
        if account is not None and lockout.is_locked(request):
            until = lockout.opens_at(request, account.user.get_username())
            _unless_broken(lambda: failures.tell_shut(request, account, until))


@receiver(appointment_changed, dispatch_uid="workflow.accounts.role")
def role_changed(person: str, **kwargs: Any) -> None:
    """A duty as administrator begins or ends: whoever holds it signs in anew."""
    newest = Appointment.objects.filter(person=person).order_by("-pk").first()
    if newest is None or newest.act == Appointment.PROPOSED or newest.duty not in ADMINISTRATORS:
        return
    for row in Person.objects.filter(uid=person):
        sessions.end_all(row, sessions.ROLE, None)


def _account(typed: str) -> Account | None:
    user = lockout.account_named(typed)
    if user is None:
        return None
    return Account.objects.select_related("person", "user").filter(user=user).first()


def _unless_broken(write: Any) -> None:
    try:
        write()
    except (Broken, MissingKey) as trouble:
        log.error("Failed sign-ins could not be recorded: %s", trouble)
