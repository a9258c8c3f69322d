"""Who may say that somebody is away. It is a plain fact: nobody loses or gains a right by it."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from workflow.refusals import Refusal, refusal
from workflow.roles import Duty
from workflow.rules import ask
from workflow.rules.facts import BeingAway
from workflow.rules.standing import present

LONGEST = timedelta(days=366)


def away_for_another(facts: BeingAway) -> Refusal | None:
    """Each for themselves; the security administrator for whoever could not."""
    mine = facts.actor.person.uid == facts.person.uid
    if mine or Duty.SECURITY in facts.actor.duties(facts.moment):
        return None
    return refusal(
        "away_for_another",
        _("{name} or a security administrator notes when {name} is away."),
        name=facts.person.name,
    )


def away_backwards(facts: BeingAway) -> Refusal | None:
    """An absence has days, and some of them are still to come."""
    if facts.since <= facts.until and facts.today <= facts.until <= facts.since + LONGEST:
        return None
    return refusal(
        "away_backwards",
        _("The last day comes after the first one, not before today, and within a year."),
    )


def may_be_away(facts: BeingAway) -> list[Refusal]:
    """Ask whether somebody may note an absence, or that it is over."""
    return [*present(facts.actor), *ask((away_for_another, away_backwards), facts)]
