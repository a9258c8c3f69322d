"""Taking away: one person at once, a second one looks at it afterwards."""

import re

from django.utils.translation import gettext_lazy as _

from workflow.refusals import Refusal, refusal
from workflow.rules import ask
from workflow.rules.facts import ConfirmingWithdrawal, Withdrawing
from workflow.rules.standing import appointed
from workflow.rules.words import unseen_characters

SENTENCE_CODE = re.compile(r"[0-9a-z][0-9a-z_.:-]{0,63}", re.ASCII)


def nothing_public(facts: Withdrawing) -> Refusal | None:
    """Only what is public or scheduled can be taken away."""
    if facts.withdrawable:
        return None
    return refusal(
        "nothing_public",
        _("This page is neither public nor scheduled; there is nothing to withdraw."),
    )


def carries_others(facts: Withdrawing) -> Refusal | None:
    """What other public pages stand on is replaced, not taken away."""
    if facts.kind not in ("frame", "home", "section") or not facts.carried:
        return None
    return refusal(
        "carries_others",
        _(
            "{count} public pages stand on this one. It can be replaced by a new "
            "release, not withdrawn."
        ),
        count=facts.carried,
    )


def sentence_unknown(facts: Withdrawing) -> Refusal | None:
    """A withdrawal adds no words of its own: the sentence comes from the signed site frame."""
    if facts.sentences is None:
        # Before the first frame there is nothing to choose from; a code it has to be.
        known = SENTENCE_CODE.fullmatch(facts.sentence) is not None
    else:
        known = facts.sentence in facts.sentences
    if known:
        return None
    return refusal(
        "sentence_unknown",
        _("“{sentence}” is not among the withdrawal sentences of the released site frame."),
        sentence=facts.sentence,
    )


def withdrawal_without_reason(facts: Withdrawing) -> Refusal | None:
    """The reason stays inside, and is kept."""
    if facts.reason.strip():
        return None
    return refusal(
        "withdrawal_without_reason", _("Write the reason; it stays internal and is kept.")
    )


def unseen_reason(facts: Withdrawing) -> Refusal | None:
    """A reason is what everybody can read of it."""
    return unseen_characters(facts.reason)


WITHDRAW = (
    nothing_public,
    carries_others,
    sentence_unknown,
    withdrawal_without_reason,
    unseen_reason,
)


def may_withdraw(facts: Withdrawing) -> list[Refusal]:
    """Ask whether this person may take the page away now."""
    return [*appointed(facts.standing), *ask(WITHDRAW, facts)]


def nothing_to_confirm() -> Refusal:
    """Say that there is no withdrawal here."""
    return refusal("not_a_withdrawal", _("The newest release here is not a withdrawal."))


def not_a_withdrawal(facts: ConfirmingWithdrawal) -> Refusal | None:
    """Only a withdrawal is confirmed afterwards."""
    return None if facts.is_withdrawal else nothing_to_confirm()


def withdrawal_confirmed(facts: ConfirmingWithdrawal) -> Refusal | None:
    """Once is enough."""
    if facts.confirmed_by is None:
        return None
    return refusal(
        "withdrawal_confirmed",
        _("{name} has confirmed this withdrawal already."),
        name=facts.confirmed_by.name,
    )


def confirms_own_withdrawal(facts: ConfirmingWithdrawal) -> Refusal | None:
    """The second person is another person."""
    used = facts.standing.used()
    mine = {facts.standing.signer.person.uid}
    mine |= {used.principal.uid} if used and used.principal else set()
    if facts.withdrawn_by is None or facts.withdrawn_by.uid not in mine:
        return None
    return refusal(
        "confirms_own_withdrawal",
        _("{name} withdrew this page; another reviewer has to confirm it."),
        name=facts.withdrawn_by.name,
    )


CONFIRM = (not_a_withdrawal, withdrawal_confirmed, confirms_own_withdrawal)


def may_confirm_withdrawal(facts: ConfirmingWithdrawal) -> list[Refusal]:
    """Ask whether this person may be the second one."""
    return [*appointed(facts.standing), *ask(CONFIRM, facts)]
