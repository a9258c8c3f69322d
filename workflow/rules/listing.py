"""The unit's lists for proofreading: proposed by one keeper, confirmed by another.

Keepers are the security administrator and who is final reviewer of the whole site: see
docs/adr (who keeps the word lists).
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from workflow.refusals import Refusal, refusal
from workflow.roles import Duty
from workflow.rules import ask
from workflow.rules.facts import Named, Signer
from workflow.rules.standing import present


@dataclass(frozen=True)
class Listing:
    """Somebody proposes, confirms or revokes a version of a list."""

    actor: Signer
    moment: datetime
    reason: str = "-"
    proposer: Named | None = None
    confirmed: bool = False
    revoked: bool = False
    unchanged: bool = False
    outdated: bool = False


def is_keeper(signer: Signer, moment: datetime) -> bool:
    """Say whether a person keeps the unit's lists."""
    return any(
        each.effective(moment)
        and (each.duty is Duty.SECURITY or (each.duty is Duty.FINAL and not each.section))
        for each in signer.appointments
    )


def not_keeper(facts: Listing) -> Refusal | None:
    """Lists are kept by the security administrator and by final reviewers of the whole site."""
    if is_keeper(facts.actor, facts.moment):
        return None
    return refusal(
        "not_keeper",
        _(
            "{name} is neither security administrator nor final reviewer of the whole site, and "
            "only they propose, confirm and revoke lists."
        ),
        name=facts.actor.person.name,
    )


def no_reason_for_list(facts: Listing) -> Refusal | None:
    """Whoever looks later can read why a list was changed."""
    if facts.reason.strip():
        return None
    return refusal("no_reason", _("Write why the list is changed; it is kept with the record."))


def list_unchanged(facts: Listing) -> Refusal | None:
    """A version says something that the one in force does not."""
    if not facts.unchanged:
        return None
    return refusal("list_unchanged", _("This is exactly the list that is in force already."))


def list_decided(facts: Listing) -> Refusal | None:
    """One confirmation, one revocation."""
    if not facts.confirmed and not facts.revoked:
        return None
    return refusal("list_decided", _("This version was confirmed or revoked already."))


def list_revoked(facts: Listing) -> Refusal | None:
    """Once is enough."""
    if not facts.revoked:
        return None
    return refusal("list_revoked", _("This version was revoked already."))


def list_outdated(facts: Listing) -> Refusal | None:
    """A proposal was made from the version in force; otherwise it would undo another's."""
    if not facts.outdated:
        return None
    return refusal(
        "list_outdated",
        _(
            "Another version of this list was confirmed since this one was proposed. Confirming "
            "it would undo that. Propose it again from the list that is in force now."
        ),
    )


def confirms_own_list(facts: Listing) -> Refusal | None:
    """The second person is another person."""
    if facts.proposer is None or facts.proposer.uid != facts.actor.person.uid:
        return None
    return refusal(
        "confirms_own_list",
        _("{name} proposed this version; another keeper has to confirm it."),
        name=facts.proposer.name,
    )


def may_propose_list(facts: Listing) -> list[Refusal]:
    """Ask whether a version may be proposed."""
    return [*present(facts.actor), *ask((not_keeper, list_unchanged, no_reason_for_list), facts)]


def may_confirm_list(facts: Listing) -> list[Refusal]:
    """Ask whether this person may confirm a version."""
    rules = (not_keeper, list_decided, confirms_own_list, list_outdated)
    return [*present(facts.actor), *ask(rules, facts)]


def may_revoke_list(facts: Listing) -> list[Refusal]:
    """Ask whether a version may be revoked: one keeper takes away."""
    return [*present(facts.actor), *ask((not_keeper, list_revoked, no_reason_for_list), facts)]
