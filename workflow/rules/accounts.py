"""Accounts: who lets somebody in again, who resets what, and who confirms that.

A reset hands out the means to sign in as somebody. It is made by one administrator and confirmed
by another person; until then the one it was made for signs nothing (`signing_suspended`).
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from workflow.refusals import Refusal, refusal
from workflow.roles import ADMINISTRATORS, Duty
from workflow.rules import ask
from workflow.rules.facts import Named, SettingPolicy, Signer
from workflow.rules.standing import present, signing_suspended

#: Who can be the second person of a reset.
CONFIRM = ADMINISTRATORS | {Duty.FINAL}


@dataclass(frozen=True)
class Resetting:
    """An administrator resets what somebody signs in with; `seconds` are those who could confirm
    it: holders of a duty in CONFIRM who are neither of the two, and not suspended themselves."""

    actor: Signer
    moment: datetime
    person: Named
    seconds: tuple[Named, ...]


@dataclass(frozen=True)
class ConfirmingReset:
    """A second person says that a reset reached the one it was made for."""

    actor: Signer
    moment: datetime
    person: Named
    by: Named
    confirmed: bool = False


def not_security_administrator(facts: SettingPolicy) -> Refusal | None:
    """What failed sign-ins have shut, the one who watches over them opens."""
    if Duty.SECURITY in facts.actor.duties(facts.moment):
        return None
    return refusal(
        "not_security_administrator",
        _("{name} is not security administrator, and only they lift a lock-out."),
        name=facts.actor.person.name,
    )


def resets_own(facts: Resetting) -> Refusal | None:
    """The own password is changed with the old one, on the page of the own account."""
    if facts.actor.person.uid != facts.person.uid:
        return None
    return refusal(
        "resets_own",
        _("Nobody resets what they sign in with themselves. Change it under your account."),
    )


def nobody_to_confirm(facts: Resetting) -> Refusal | None:
    """A reset that nobody could confirm would keep its person from signing for ever."""
    if facts.seconds:
        return None
    return refusal(
        "nobody_to_confirm",
        _(
            "Nobody could confirm this reset: it takes an administrator or final reviewer beside "
            "you and {name} who does not wait for a confirmation. Have an earlier reset "
            "confirmed first."
        ),
        name=facts.person.name,
    )


def not_fit_to_confirm(facts: ConfirmingReset) -> Refusal | None:
    """The second person has a duty that others know them by."""
    if facts.actor.duties(facts.moment) & CONFIRM:
        return None
    return refusal(
        "not_fit_to_confirm",
        _("{name} is neither administrator nor final reviewer, and only they confirm a reset."),
        name=facts.actor.person.name,
    )


def confirms_own_reset(facts: ConfirmingReset) -> Refusal | None:
    """The second person is another person."""
    if facts.actor.person.uid != facts.by.uid:
        return None
    return refusal(
        "confirms_own_reset",
        _("{name} made this reset; another person has to confirm it."),
        name=facts.by.name,
    )


def confirms_for_self(facts: ConfirmingReset) -> Refusal | None:
    """Whoever holds the new password could be whoever set it."""
    if facts.actor.person.uid != facts.person.uid:
        return None
    return refusal(
        "confirms_for_self",
        _("This reset was made for {name}; somebody else has to confirm it."),
        name=facts.person.name,
    )


def reset_unknown() -> Refusal:
    """Say that there is nothing to confirm."""
    return refusal("reset_over", _("This reset is confirmed already, or another one replaced it."))


def reset_over(facts: ConfirmingReset) -> Refusal | None:
    """One confirmation."""
    return reset_unknown() if facts.confirmed else None


def actor_suspended(facts: ConfirmingReset) -> Refusal | None:
    """Who waits for a confirmation confirms nothing."""
    return signing_suspended(facts.actor)


def may_lift(facts: SettingPolicy) -> list[Refusal]:
    """Ask whether somebody may let an account sign in again after failures."""
    rules = (not_security_administrator,)
    return [*present(facts.actor), *ask((signing_suspended,), facts.actor), *ask(rules, facts)]


def may_reset(facts: Resetting) -> list[Refusal]:
    """Ask whether a reset may be made, beside whether the person administers at all."""
    return ask((resets_own, nobody_to_confirm), facts)


def may_confirm_reset(facts: ConfirmingReset) -> list[Refusal]:
    """Ask whether somebody may be the second person of a reset."""
    rules = (not_fit_to_confirm, actor_suspended, confirms_own_reset, confirms_for_self, reset_over)
    return [*present(facts.actor), *ask(rules, facts)]


def may_remove_factor(*, required: bool) -> list[Refusal]:
    """Ask whether somebody may go without a second factor."""
    if not required:
        return []
    return [
        refusal(
            "factor_required",
            _(
                "Whoever signs or administers here has a second factor. With a new telephone, set "
                "it up again in its place."
            ),
        )
    ]
