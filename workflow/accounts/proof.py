"""The proof that the person of a session is the one in front of it: made, old, made again."""

from datetime import datetime

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest
from django.utils import timezone

from workflow.accounts import factors, guard, lockout, seen
from workflow.models import Account
from workflow.presence import Presence, account_of, prove, proven_at
from workflow.refusals import Refusal
from workflow.rules.facts import Named
from workflow.rules.proving import Proving, may_act

#: The field of a form in which somebody proves it.
FIELD = "proof"


def against(presence: Presence, moment: datetime) -> list[Refusal]:
    """Give the refusal of a command whose person proved their presence too long ago."""
    return may_act(
        Proving(
            person=Named(presence.person.uid, presence.person.name),
            proven_at=presence.proven_at,
            moment=moment,
            minutes=settings.SANSHEN_PROOF_MINUTES,
        )
    )


def is_due(request: HttpRequest) -> bool:
    """Say whether a signature that was sent now would be asked for the proof again."""
    if getattr(request, guard.AWAY, False):
        return True
    named = Named("", "")
    minutes = settings.SANSHEN_PROOF_MINUTES
    return bool(may_act(Proving(named, proven_at(request), timezone.now(), minutes)))


def takes_codes(request: HttpRequest) -> bool:
    """Say whether a code from the telephone is a proof as well."""
    account = account_of(request)
    return account is not None and factors.is_enrolled(account)


def accept(request: HttpRequest, secret: str) -> bool:
    """Take a password, or a code of the second factor, as the proof. A wrong one counts as a failed
    sign-in."""
    name = request.user.get_username()
    account = account_of(request)
    if account is not None and factors.is_enrolled(account) and factors.looks_like_code(secret):
        right = _code(request, account, secret)
    else:
        found = authenticate(request, username=name, password=secret)
        right = found is not None and found.pk == request.user.pk
    if not right:
        return False
    lockout.forget_here(request, name)
    prove(sender=type(request.user), request=request)
    seen.revive(request.session.session_key or "", timezone.now())
    setattr(request, guard.AWAY, False)
    return True


def _code(request: HttpRequest, account: Account, code: str) -> bool:
    credentials = {"username": request.user.get_username()}
    if not AxesProxyHandler.is_allowed(request, credentials):
        request.axes_locked_out = True  # type: ignore[attr-defined]
        return False
    if factors.check(account, code):
        return True
    user_login_failed.send(sender=Account, credentials=credentials, request=request)
    return False
