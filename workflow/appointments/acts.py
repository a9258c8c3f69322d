"""Proposing, confirming and revoking an appointment."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ledger import entries
from workflow.accounts import proof
from workflow.appointments.facts import Proposal, write_act, write_proposal
from workflow.models import Appointment, Person
from workflow.presence import Presence
from workflow.queries.appointed import held_between, holders, own_duties, signer, small_office
from workflow.refusals import Refused, raise_if, refusal
from workflow.roles import ADMINISTRATORS, Duty
from workflow.rules.appointing import may_confirm, may_propose, may_revoke
from workflow.rules.facts import Appointing, Named, SettingPolicy
from workflow.signals import appointment_changed


@transaction.atomic
def propose(
    presence: Presence,
    person: Person,
    duty: Duty | str,
    section: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    reason: str = "",
    on_behalf_of: Person | None = None,
) -> Appointment:
    """Propose an appointment; it holds nothing until another person confirms it.

    Raises:
        Refused: when the rules have anything against it.
    """
    entries.lock()
    moment = entries.now()
    proposal = Proposal(
        person=person,
        duty=Duty(duty),
        section=section or "",
        since=since or moment,
        until=until,
        reason=reason,
        on_behalf_of=on_behalf_of,
    )
    against = may_propose(_facts(presence, proposal, moment))
    raise_if([*against, *proof.against(presence, moment)])
    row = write_proposal(proposal, presence.person, moment)
    appointment_changed.send(Appointment, person=row.person)
    return row


@transaction.atomic
def confirm(presence: Presence, uid: str) -> Appointment:
    """Confirm a proposed appointment as a second person; from now on it can hold.

    Raises:
        Refused: when the rules have anything against it, at this moment.
    """
    entries.lock()
    moment = entries.now()
    proposed = proposal_of(uid)
    proposal = Proposal(
        person=Person.objects.get(uid=proposed.person),
        duty=Duty(proposed.duty),
        section=proposed.section,
        since=proposed.since,
        until=proposed.until,
        reason="-",
        on_behalf_of=Person.objects.filter(uid=proposed.on_behalf_of).first(),
    )
    against = may_confirm(_facts(presence, proposal, moment, proposed=proposed))
    raise_if([*against, *proof.against(presence, moment)])
    row = write_act(proposed, Appointment.CONFIRMED, presence.person, moment)
    appointment_changed.send(Appointment, person=proposed.person)
    return _appointment(row)


@transaction.atomic
def revoke(presence: Presence, uid: str, reason: str) -> Appointment:
    """Revoke an appointment, or a proposal, at once. One administrator takes away.

    Raises:
        Refused: when the rules have anything against it.
    """
    entries.lock()
    moment = entries.now()
    proposed = proposal_of(uid)
    facts = SettingPolicy(
        actor=signer(presence, moment),
        moment=moment,
        small_office=small_office(),
        reason=reason,
        revoked=_has(uid, Appointment.REVOKED),
        alone=_left_alone(proposed, moment),
    )
    raise_if(may_revoke(facts))
    row = write_act(proposed, Appointment.REVOKED, presence.person, moment, reason)
    appointment_changed.send(Appointment, person=proposed.person)
    return _appointment(row)


def proposal_of(uid: str) -> Appointment:
    """Give the proposed row of an appointment.

    Raises:
        Refused: when there is none.
    """
    row = Appointment.objects.filter(uid=uid, act=Appointment.PROPOSED).first()
    if row is None:
        raise Refused([refusal("appointment_unknown", _("There is no such appointment."))])
    return row


def _facts(
    presence: Presence, proposal: Proposal, moment: datetime, proposed: Appointment | None = None
) -> Appointing:
    principal = proposal.on_behalf_of
    places = (frozenset({proposal.section}),)
    return Appointing(
        actor=signer(presence, moment),
        moment=moment,
        appointee=Named(proposal.person.uid, proposal.person.name),
        appointee_closed=Person.objects.filter(
            pk=proposal.person.pk, closed_at__isnull=False
        ).exists(),
        duty=proposal.duty,
        section=proposal.section,
        since=proposal.since,
        until=proposal.until,
        reason=proposal.reason,
        small_office=small_office(),
        held=held_between(proposal.person.uid, proposal.since, proposal.until),
        principal=Named(principal.uid, principal.name) if principal else None,
        principal_duties=own_duties(principal.uid, moment, places) if principal else frozenset(),
        proposer=Named(proposed.by, proposed.by_name) if proposed else None,
        confirmed=_has(proposed.uid, Appointment.CONFIRMED) if proposed else False,
        revoked=_has(proposed.uid, Appointment.REVOKED) if proposed else False,
    )


def _left_alone(proposed: Appointment, moment: datetime) -> tuple[Duty, ...]:
    duty = Duty(proposed.duty)
    held = holders(duty, moment)
    if duty in ADMINISTRATORS and set(held) == {proposed.person}:
        others = Appointment.objects.filter(
            person=proposed.person, duty=duty, act=Appointment.CONFIRMED
        ).exclude(uid=proposed.uid)
        live = [row for row in others if not _has(row.uid, Appointment.REVOKED)]
        return () if live or not _has(proposed.uid, Appointment.CONFIRMED) else (duty,)
    return ()


def _has(uid: str, act: str) -> bool:
    return Appointment.objects.filter(uid=uid, act=act).exists()


def _appointment(row: object) -> Appointment:
    if not isinstance(row, Appointment):
        raise TypeError(row)
    return row
