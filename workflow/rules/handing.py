"""Who may not hand a stage to somebody else, and who may not take it.

Handing over names who is expected to sign. It gives nobody a right that an appointment does not
give, it moves no deadline, and whoever is appointed may still sign.
"""

from django.utils.translation import gettext_lazy as _

from workflow.refusals import Refusal, refusal
from workflow.rules import ask
from workflow.rules.facts import HandingOver, Signing
from workflow.rules.signing import (
    another_version,
    contributor_signs,
    not_asked_for,
    not_at_this_stage,
    one_person_one_stage,
    stage_taken,
)
from workflow.rules.standing import appointed
from workflow.rules.words import unseen_characters


def to_oneself(facts: HandingOver) -> Refusal | None:
    """Whoever keeps a thing has handed nothing over."""
    if facts.taker.signer.person.uid != facts.giver.signer.person.uid:
        return None
    return refusal("to_oneself", _("Choose somebody else: you would hand it over to yourself."))


def already_named(facts: HandingOver) -> Refusal | None:
    """A second name is only worth writing when it is another one."""
    if facts.named is None or facts.named.uid != facts.taker.signer.person.uid:
        return None
    return refusal(
        "already_named", _("It is with {name} already, handed over earlier."), name=facts.named.name
    )


def handed_without_words(facts: HandingOver) -> Refusal | None:
    """Whoever takes it over must be able to read why."""
    if facts.reason.strip():
        return None
    return refusal("handed_without_words", _("Write why you hand it over; the reason is kept."))


def unseen_words(facts: HandingOver) -> Refusal | None:
    """A reason is what everybody can read of it."""
    return unseen_characters(facts.reason)


GIVE = (stage_taken, not_at_this_stage, another_version, not_asked_for)
TAKE = (contributor_signs, one_person_one_stage)
HAND = (to_oneself, already_named, unseen_words, handed_without_words)


def may_give(facts: Signing) -> list[Refusal]:
    """Ask whether somebody may hand the stage over: whoever is appointed to it here and now.

    Whoever worked on the text cannot sign it and may well hand it over.
    """
    return [*ask(GIVE, facts), *appointed(facts.standing)]


def may_take(facts: Signing) -> list[Refusal]:
    """Ask whether somebody can be named for the stage: whoever could sign it."""
    return [*appointed(facts.standing), *ask(TAKE, facts)]


def may_hand_over(facts: HandingOver) -> list[Refusal]:
    """Ask whether a stage may be handed to somebody."""
    if to_oneself(facts) is not None:
        return [*may_give(facts.giver), *ask(HAND, facts)]
    return [*may_give(facts.giver), *may_take(facts.taker), *ask(HAND, facts)]
