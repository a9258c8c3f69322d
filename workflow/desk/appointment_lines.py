"""Appointments and policies as lines: what each says, what state it is in, who has to act."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ledger.formats import v1
from workflow import dimensions
from workflow.models import Appointment, Fact, ReviewPolicy
from workflow.names import DUTIES
from workflow.queries import policies
from workflow.queries.policies import Change
from workflow.queries.titles import titles
from workflow.roles import Duty

STATES: dict[str, str | Promise] = {
    "proposed": _("waits for a second person"),
    "later": _("begins later"),
    "effective": _("in force"),
    "ended": _("ended"),
    "revoked": _("revoked"),
    "confirmed": _("confirmed, replaced by a newer one"),
}


@dataclass(frozen=True)
class Line:
    """One appointment with what happened to it."""

    uid: str
    person: str
    person_name: str
    duty: Duty
    section: str
    since: datetime
    until: datetime | None
    on_behalf_of: str
    reason: str
    state: str
    proposed: Fact
    confirmed: Fact | None
    revoked: Fact | None

    @property
    def duty_label(self) -> str | Promise:
        """The duty in words."""
        return DUTIES[self.duty]

    @property
    def state_label(self) -> str | Promise:
        """The state in words."""
        return STATES[self.state]

    @property
    def can_be_revoked(self) -> bool:
        """Whether there is anything left to revoke."""
        return self.state in {"proposed", "later", "effective"}


@dataclass(frozen=True)
class PolicyLine:
    """One review policy with what happened to it."""

    uid: str
    sentences: tuple[str, ...]
    change: Change | None
    state: str
    proposed: Fact
    confirmed: Fact | None
    revoked: Fact | None

    @property
    def state_label(self) -> str | Promise:
        """The state in words."""
        return STATES[self.state]


def lines(person: str = "") -> list[Line]:
    """Give appointments, those that wait for somebody first, then by person and duty."""
    rows = Appointment.objects.filter(person=person) if person else Appointment.objects.all()
    acts: dict[str, dict[str, Appointment]] = {}
    for row in rows.order_by("pk"):
        acts.setdefault(row.uid, {})[row.act] = row
    names = titles({row.section for row in rows if row.section})
    found = [_line(each, names) for each in acts.values() if Fact.PROPOSED in each]
    order = list(STATES)
    return sorted(found, key=lambda line: (order.index(line.state), line.person_name, line.duty))


def policy_lines(in_force: str) -> list[PolicyLine]:
    """Give policies, newest first; `in_force` is the uid of the one in force."""
    acts: dict[str, dict[str, ReviewPolicy]] = {}
    for row in ReviewPolicy.objects.order_by("pk"):
        acts.setdefault(row.uid, {})[row.act] = row
    found = []
    for each in acts.values():
        proposed = each[Fact.PROPOSED]
        confirmed, revoked = each.get(Fact.CONFIRMED), each.get(Fact.REVOKED)
        state = "proposed" if confirmed is None else "confirmed"
        if revoked is not None:
            state = "revoked"
        elif proposed.uid == in_force:
            state = "effective"
        found.append(
            PolicyLine(
                proposed.uid,
                tuple(policies.row_in_words(proposed)),
                _change(proposed) if state == "proposed" else None,
                state,
                proposed,
                confirmed,
                revoked,
            )
        )
    return found[::-1]


def _change(proposed: ReviewPolicy) -> Change:
    policy = v1.Policy.parse(bytes(proposed.statement))
    return policies.change(policy, dimensions.read(proposed.obligatory.split()))


def _line(acts: dict[str, Appointment], names: dict[str, str]) -> Line:
    row = acts[Fact.PROPOSED]
    statement = v1.Appointment.parse(bytes(row.statement))
    principal = statement.on_behalf_of
    return Line(
        uid=row.uid,
        person=row.person,
        person_name=row.person_name,
        duty=Duty(row.duty),
        section=names.get(row.section, row.section),
        since=row.since,
        until=row.until,
        on_behalf_of=principal["name"] if principal else "",
        reason=statement.reason,
        state=_state(acts),
        proposed=row,
        confirmed=acts.get(Fact.CONFIRMED),
        revoked=acts.get(Fact.REVOKED),
    )


def _state(acts: dict[str, Appointment]) -> str:
    row, now = acts[Fact.PROPOSED], timezone.now()
    if Fact.REVOKED in acts:
        return "revoked"
    if row.until is not None and row.until <= now:
        return "ended"
    if Fact.CONFIRMED not in acts:
        return "proposed"
    return "later" if now < row.since else "effective"
