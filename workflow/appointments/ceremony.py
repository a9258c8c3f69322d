"""The first start: three people become the three administrators, each confirmed by the others.

Nobody can hold an appointment before the first one, so the first three confirm each other: the
system administrator is proposed by the security and confirmed by the audit administrator, the
security administrator by audit and system, the audit administrator by system and security. All of
it happens in one transaction, on an empty register, with all three present (each sets their own
password), and each act is one entry of the audit log. The first review policy and the first
appointments of others are proposed by the system and confirmed by the security administrator, by
the ordinary rules.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ledger import entries, keys
from workflow.appointments.acts import confirm, propose
from workflow.appointments.facts import Proposal, write_act, write_policy, write_proposal
from workflow.models import Account, Appointment, Person, ReviewPolicy
from workflow.people import create_person, open_account
from workflow.presence import Presence, person_ref
from workflow.queries.appointed import own_duties
from workflow.refusals import Refused, raise_if, refusal
from workflow.roles import Duty
from workflow.rules.appointing import ceremony_over, not_three_people
from workflow.signals import appointment_changed

# Signed with the appointments, so never translated.
CEREMONY_REASON = "启用仪式：三位管理员相互确认"
FIRST_REASON = "启用仪式：首次任命"

MUTUAL = (
    # who is appointed, proposed by, confirmed by
    (Duty.SYSTEM, Duty.SECURITY, Duty.AUDIT),
    (Duty.SECURITY, Duty.AUDIT, Duty.SYSTEM),
    (Duty.AUDIT, Duty.SYSTEM, Duty.SECURITY),
)


@dataclass(frozen=True)
class Administrator:
    """One of the three, with a sign-in. Also any other person of the first day."""

    number: str
    name: str
    username: str
    password: str
    post: str = ""
    department: str = ""
    email: str = ""


@dataclass(frozen=True)
class FirstAppointment:
    """A first appointment: a person (by personal number) does a duty."""

    number: str
    duty: Duty
    section: str = ""
    until: datetime | None = None
    reason: str = ""


@dataclass(frozen=True)
class First:
    """What the ceremony made: people by personal number, accounts likewise, the policy."""

    people: dict[str, Person] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    policy: ReviewPolicy | None = None

    def presence(self, number: str) -> Presence:
        """Give the presence of one of the people at the ceremony."""
        return Presence(self.people[number], self.accounts[number].pk, "ceremony", entries.now())


@transaction.atomic
def first_start(
    *,
    system: Administrator,
    security: Administrator,
    audit: Administrator,
    people: Sequence[Administrator] = (),
    appointments: Sequence[FirstAppointment] = (),
    drafter_signs_first: bool = False,
) -> First:
    """Hold the ceremony. Small offices, too, begin with three people; the policy comes after.

    Raises:
        Refused: when it was held already, two of the three are one person, or an appointment is
            against the rules. Nothing is left behind then.
        MissingKey: when the ledger has begun and its key is gone.
    """
    keys.ensure()
    entries.lock()
    raise_if(ceremony_over(begun=Appointment.objects.exists()))
    three = {Duty.SYSTEM: system, Duty.SECURITY: security, Duty.AUDIT: audit}
    if len({a.number.strip() for a in three.values()}) != len(three):
        raise Refused([not_three_people()])
    first = First()
    for entered in (*three.values(), *people):
        _enter(first, entered)
    holders = {duty: first.people[a.number] for duty, a in three.items()}
    _appoint_each_other(holders)
    moment = entries.now()
    proposed = write_policy(
        holders[Duty.SYSTEM], moment, drafter_signs_first=drafter_signs_first, small_office=False
    )
    write_act(proposed, ReviewPolicy.CONFIRMED, holders[Duty.SECURITY], moment)
    for wanted in appointments:
        if wanted.number not in first.people:
            raise Refused(
                [
                    refusal(
                        "nobody_of_that_number",
                        _("Nobody at the ceremony has the personal number {number}."),
                        number=wanted.number,
                    )
                ]
            )
        row = propose(
            first.presence(system.number),
            first.people[wanted.number],
            wanted.duty,
            section=wanted.section,
            until=wanted.until,
            reason=wanted.reason or FIRST_REASON,
        )
        confirm(first.presence(security.number), row.uid)
    entries.append(
        "ceremony:held",
        person=person_ref(holders[Duty.SYSTEM]),
        detail={duty.value: person.uid for duty, person in holders.items()},
    )
    return First(first.people, first.accounts, proposed)


def _enter(first: First, entered: Administrator) -> None:
    person = create_person(
        None,
        number=entered.number,
        name=entered.name,
        post=entered.post,
        department=entered.department,
    )
    first.people[entered.number] = person
    first.accounts[entered.number] = open_account(
        None,
        person,
        username=entered.username,
        password=entered.password,
        email=entered.email,
    )


def _appoint_each_other(holders: dict[Duty, Person]) -> None:
    moment = entries.now()
    proposals = {}
    for duty, proposer, _confirmer in MUTUAL:
        wanted = Proposal(holders[duty], duty, "", moment, None, CEREMONY_REASON)
        proposals[duty] = write_proposal(wanted, holders[proposer], moment)
    for duty, _proposer, confirmer in MUTUAL:
        write_act(proposals[duty], Appointment.CONFIRMED, holders[confirmer], moment)
    for duty, person in holders.items():
        if own_duties(person.uid, entries.now(), ()) != {duty}:
            raise Refused([not_three_people()])
        appointment_changed.send(Appointment, person=person.uid)
