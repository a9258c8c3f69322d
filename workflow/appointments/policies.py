"""Proposing, confirming and revoking a review policy."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ledger import canonical, entries
from ledger.formats import v1
from workflow.accounts import proof
from workflow.appointments.facts import write_act, write_policy
from workflow.dimensions import Dimension
from workflow.models import PageReview, ReviewPolicy
from workflow.presence import Presence
from workflow.queries.appointed import holders, policy_in_force, signer, small_office
from workflow.refusals import Refused, raise_if, refusal
from workflow.roles import Duty
from workflow.rules.appointing import may_revoke, may_set_policy
from workflow.rules.facts import Extra, Named, SettingPolicy


@transaction.atomic
def propose_policy(
    presence: Presence,
    *,
    drafter_signs_first: bool = False,
    small_office: bool = False,
    extra_signatures: Iterable[Extra] = (),
    separate_proofreader: bool = False,
    obligatory: Iterable[Dimension] = (),
) -> ReviewPolicy:
    """Propose a review policy. Three stages and three persons are not in question.

    `obligatory` are the dimensions that a pass must say it looked at, at the stages which answer
    for them.

    Raises:
        Refused: when the rules have anything against it.
    """
    entries.lock()
    moment = entries.now()
    extras = tuple(extra_signatures)
    facts = _facts(presence, moment, None, becomes_small=small_office, extras=extras)
    raise_if([*may_set_policy(facts), *proof.against(presence, facts.moment)])
    return write_policy(
        presence.person,
        moment,
        drafter_signs_first=drafter_signs_first,
        small_office=small_office,
        extra_signatures=extras,
        separate_proofreader=separate_proofreader,
        obligatory=obligatory,
    )


def planned_policy(
    *,
    drafter_signs_first: bool = False,
    small_office: bool = False,
    extra_signatures: Iterable[Extra] = (),
    separate_proofreader: bool = False,
) -> v1.Policy:
    """Give a policy that nobody proposed yet, to be looked at."""
    return v1.Policy(
        uid="planned",
        drafter_signs_first=drafter_signs_first,
        small_office=small_office,
        extra_signatures=tuple(asdict(each) for each in extra_signatures),
        separate_proofreader=separate_proofreader,
        proposed_by={"uid": "planned", "name": ""},
        proposed_at=canonical.time_text(entries.now()),
    )


@transaction.atomic
def confirm_policy(presence: Presence, uid: str) -> ReviewPolicy:
    """Confirm a policy as a second person; every submission from now on names it."""
    entries.lock()
    moment = entries.now()
    proposed = policy_proposal(uid)
    policy = v1.Policy.parse(bytes(proposed.statement))
    extras = tuple(Extra(**each) for each in policy.extra_signatures)
    facts = _facts(presence, moment, proposed, becomes_small=policy.small_office, extras=extras)
    raise_if([*may_set_policy(facts), *proof.against(presence, facts.moment)])
    return _policy(write_act(proposed, ReviewPolicy.CONFIRMED, presence.person, moment))


@transaction.atomic
def revoke_policy(presence: Presence, uid: str, reason: str) -> ReviewPolicy:
    """Revoke a policy; the newest confirmed one before it is in force again."""
    entries.lock()
    moment = entries.now()
    proposed = policy_proposal(uid)
    becomes = _small_without(proposed)
    facts = _facts(presence, moment, proposed, becomes_small=becomes, reason=reason)
    raise_if(may_revoke(facts))
    return _policy(write_act(proposed, ReviewPolicy.REVOKED, presence.person, moment, reason))


def policy_proposal(uid: str) -> ReviewPolicy:
    """Give the proposed row of a policy.

    Raises:
        Refused: when there is none.
    """
    row = ReviewPolicy.objects.filter(uid=uid, act=ReviewPolicy.PROPOSED).first()
    if row is None:
        raise Refused([refusal("policy_unknown", _("There is no such review policy."))])
    return row


def _facts(
    presence: Presence,
    moment: datetime,
    proposed: ReviewPolicy | None,
    *,
    becomes_small: bool,
    reason: str = "-",
    extras: tuple[Extra, ...] = (),
) -> SettingPolicy:
    system = holders(Duty.SYSTEM, moment)
    double = [
        Named(uid, system[uid]) for uid in sorted(holders(Duty.SECURITY, moment)) if uid in system
    ]
    return SettingPolicy(
        actor=signer(presence, moment),
        moment=moment,
        small_office=small_office(),
        reason=reason,
        proposer=Named(proposed.by, proposed.by_name) if proposed else None,
        confirmed=_has(proposed, ReviewPolicy.CONFIRMED),
        revoked=_has(proposed, ReviewPolicy.REVOKED),
        double=() if becomes_small else tuple(double),
        extras=extras,
        sections=known_pages({each.section for each in extras}),
    )


def known_pages(uids: set[str]) -> frozenset[str]:
    """Give those of some uids that pages have."""
    return frozenset(PageReview.objects.filter(uid__in=uids).values_list("uid", flat=True))


def _small_without(revoked: ReviewPolicy) -> bool:
    """Say whether offices would be small when a policy is gone."""
    for act in ReviewPolicy.objects.filter(act=ReviewPolicy.CONFIRMED).order_by("-at", "-pk"):
        gone = act.uid == revoked.uid or _has(act, ReviewPolicy.REVOKED)
        if not gone:
            return act.small_office
    return False


def _has(row: ReviewPolicy | None, act: str) -> bool:
    return row is not None and ReviewPolicy.objects.filter(uid=row.uid, act=act).exists()


def _policy(row: object) -> ReviewPolicy:
    if not isinstance(row, ReviewPolicy):
        raise TypeError(row)
    return row


__all__ = ["confirm_policy", "policy_in_force", "propose_policy", "revoke_policy"]
