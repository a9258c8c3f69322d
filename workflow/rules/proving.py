"""Who puts their name to something is there: the last proof of it is not old."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from workflow.names import moment_text
from workflow.refusals import Refusal, refusal
from workflow.rules import ask
from workflow.rules.facts import Named


@dataclass(frozen=True)
class Proving:
    """Somebody acts who last proved who they are at a moment; the proof holds some minutes."""

    person: Named
    proven_at: datetime
    moment: datetime
    minutes: int


def proof_too_old(facts: Proving) -> Refusal | None:
    """A session left open at a desk signs nothing."""
    if facts.moment - facts.proven_at <= timedelta(minutes=facts.minutes):
        return None
    return refusal(
        "proof_too_old",
        _(
            "{name} last proved who they are at {at}. A signature takes a password or code of the "
            "last {minutes} minutes."
        ),
        name=facts.person.name,
        at=moment_text(facts.proven_at),
        minutes=facts.minutes,
    )


def may_act(facts: Proving) -> list[Refusal]:
    """Ask whether the person who signs is known to be there."""
    return ask((proof_too_old,), facts)
