"""Who may close a correction task with a reason instead of a corrected release."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from workflow.refusals import Refusal, refusal
from workflow.roles import REVIEWERS, Duty
from workflow.rules import ask
from workflow.rules.facts import Signer, Standing
from workflow.rules.standing import appointed

DUTIES = frozenset({Duty.DRAFT, *REVIEWERS})


@dataclass(frozen=True)
class Closing:
    """Somebody says why a public item stays as it is."""

    signer: Signer
    moment: datetime
    places: frozenset[str]
    reason: str
    closed: bool


def task_closed(facts: Closing) -> Refusal | None:
    """Once is enough."""
    return refusal("task_closed", _("This task is closed already.")) if facts.closed else None


def no_reason_to_leave(facts: Closing) -> Refusal | None:
    """What stays as it is has a reason that others can read."""
    if facts.reason.strip():
        return None
    return refusal("no_reason", _("Write why the item stays as it is; it is kept with your name."))


def may_close(facts: Closing) -> list[Refusal]:
    """Ask whether a person may close a task: a drafter or reviewer of its section."""
    standing = Standing(facts.signer, DUTIES, (facts.places,), facts.moment)
    return [*appointed(standing), *ask((task_closed, no_reason_to_leave), facts)]
