"""Who is appointed to what, and which review policy is in force."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from ledger.formats import v1
from workflow.models import Account, Appointment, Person, ReviewPolicy
from workflow.presence import Presence
from workflow.queries.register import Register
from workflow.roles import Duty
from workflow.rules.facts import Appointed, Named, Signer


def appointments_of(
    person: str, moment: datetime, places: Iterable[frozenset[str]] = ()
) -> tuple[Appointed, ...]:
    """Give every appointment that a person ever had, as the rules look at it.

    For a delegation the principal's own duties are those held at this moment for all the places.
    """
    return Register([person]).of(person, moment, tuple(places))


def own_duties(person: str, moment: datetime, places: Iterable[frozenset[str]]) -> frozenset[Duty]:
    """Give the duties that a person holds in their own name for all the places (and as an
    administrator, anywhere). A person who has left holds none."""
    return Register([person]).own_duties(person, moment, tuple(places))


class Attendance:
    """Somebody who is present, looked up once; the rules are told of them for any places."""

    def __init__(
        self,
        named: Named,
        moment: datetime,
        person: Person | None,
        register: Register,
        *,
        account_open: bool,
    ) -> None:
        """Keep what was looked up; `person` is None when there is no such person any more."""
        self.person = person
        self._named = Named(person.uid, person.name) if person else named
        self._moment = moment
        self._account_open = account_open and person is not None
        self._register = register
        self._reset_by = register.reset_by(self._named.uid)
        self._same: tuple[Appointed, ...] | None = None
        if not register.delegates(self._named.uid):
            self._same = register.of(self._named.uid, moment)

    @classmethod
    def of(cls, presence: Presence, moment: datetime) -> Self:
        """Look the person and the account of a presence up again."""
        person = Person.objects.filter(pk=presence.person.pk).first()
        named = Named(presence.person.uid, presence.person.name)
        account_open = (
            presence.account_id is None
            or Account.objects.filter(
                pk=presence.account_id, person=person, user__is_active=True
            ).exists()
        )
        register = Register([person.uid] if person else [])
        return cls(named, moment, person, register, account_open=account_open)

    def signer(self, places: Iterable[frozenset[str]] = ()) -> Signer:
        """Give the person as the rules look at them when these places are in question."""
        if self.person is None:
            return Signer(self._named, closed=True, account_open=False)
        appointments = self._same
        if appointments is None:
            appointments = self._register.of(self._named.uid, self._moment, tuple(places))
        return Signer(
            person=self._named,
            closed=self.person.closed_at is not None,
            account_open=self._account_open,
            appointments=appointments,
            reset_by=self._reset_by,
        )


def signer(presence: Presence, moment: datetime, places: Iterable[frozenset[str]] = ()) -> Signer:
    """Look the person and the account of a presence up again."""
    return Attendance.of(presence, moment).signer(places)


def attending(duty: Duty, moment: datetime) -> list[Attendance]:
    """Give everybody who was ever appointed to a duty, as if each sat at their desk now."""
    rows = Appointment.objects.filter(duty=duty, act=Appointment.PROPOSED)
    uids = set(rows.values_list("person", flat=True))
    register = Register(uids)
    people = Person.objects.filter(uid__in=uids).order_by("number")
    able = set(
        Account.objects.filter(person__in=people, user__is_active=True).values_list(
            "person", flat=True
        )
    )
    return [
        Attendance(
            Named(person.uid, person.name),
            moment,
            person,
            register,
            account_open=person.pk in able,
        )
        for person in people
    ]


def effective(
    person: str, duty: Duty, lineage: tuple[str, ...], moment: datetime
) -> Appointment | None:
    """Give the appointment by which a person does a duty under these sections, or None.

    `lineage` are the uids of the sections above a page, and its own where it is a section. Empty,
    only an appointment for everywhere fits.
    """
    places = frozenset(lineage)
    fitting = [
        row
        for row, found in Register([person]).pairs(person, moment)
        if row.duty == duty and found.effective(moment) and found.covers(places)
    ]
    return min(fitting, key=lambda row: (row.on_behalf_of, row.pk), default=None)


def held_between(
    person: str, since: datetime, until: datetime | None, *, without: str = ""
) -> frozenset[Duty]:
    """Give the duties that a person holds at any time in a period; `without` is an appointment's
    uid that is left out."""
    rows = Appointment.objects.filter(person=person, act=Appointment.PROPOSED).exclude(uid=without)
    held = set()
    for row in rows:
        acts = _acts(Appointment, row.uid)
        if Appointment.CONFIRMED not in acts or Appointment.REVOKED in acts:
            continue
        if (until is None or row.since < until) and (row.until is None or since < row.until):
            held.add(Duty(row.duty))
    return frozenset(held)


def holders(duty: Duty, moment: datetime) -> dict[str, str]:
    """Give the people who hold a duty at a moment, name by uid. Who has left holds none."""
    rows = Appointment.objects.filter(duty=duty, act=Appointment.PROPOSED)
    register = Register(rows.values_list("person", flat=True))
    return {
        row.person: row.person_name
        for person in register.people
        if not register.has_left(person)
        for row, found in register.pairs(person, moment)
        if row.duty == duty and found.effective(moment)
    }


def policy_in_force() -> tuple[ReviewPolicy, v1.Policy] | None:
    """Give the newest confirmed and unrevoked policy: its proposed row and its document."""
    confirmed = ReviewPolicy.objects.filter(act=ReviewPolicy.CONFIRMED).order_by("-at", "-pk")
    for act in confirmed:
        if ReviewPolicy.objects.filter(uid=act.uid, act=ReviewPolicy.REVOKED).exists():
            continue
        row = ReviewPolicy.objects.get(uid=act.uid, act=ReviewPolicy.PROPOSED)
        return row, v1.Policy.parse(bytes(row.statement))
    return None


def small_office() -> bool:
    """Say whether one person may be system and security administrator now."""
    found = policy_in_force()
    return found is not None and found[1].small_office


def _acts(model: type[Appointment] | type[ReviewPolicy], uid: str) -> dict[str, datetime]:
    return dict(model.objects.filter(uid=uid).values_list("act", "at"))
