"""The proof that the person of a session is the one in front of it: made, old, made again."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils import timezone

from workflow.accounts import guard, lockout, seen
from workflow.presence import Presence, prove, proven_at
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


def accept(request: HttpRequest, secret: str) -> bool:
    """Take what was typed as the proof, if it is right. A wrong one counts as a failed sign-in."""
    name = request.user.get_username()
    found = authenticate(request, username=name, password=secret)
    if found is None or found.pk != request.user.pk:
        return False
    lockout.forget_here(request, name)
    prove(sender=type(found), request=request)
    seen.revive(request.session.session_key or "", timezone.now())
    setattr(request, guard.AWAY, False)
    return True
