"""Accounts: who lets somebody in again."""

from django.utils.translation import gettext_lazy as _

from workflow.refusals import Refusal, refusal
from workflow.roles import Duty
from workflow.rules import ask
from workflow.rules.facts import SettingPolicy
from workflow.rules.standing import present


def not_security_administrator(facts: SettingPolicy) -> Refusal | None:
    """What failed sign-ins have shut, the one who watches over them opens."""
    if Duty.SECURITY in facts.actor.duties(facts.moment):
        return None
    return refusal(
        "not_security_administrator",
        _("{name} is not security administrator, and only they lift a lock-out."),
        name=facts.actor.person.name,
    )


def may_lift(facts: SettingPolicy) -> list[Refusal]:
    """Ask whether somebody may let an account sign in again after failures."""
    return [*present(facts.actor), *ask((not_security_administrator,), facts)]
