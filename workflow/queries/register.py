"""The appointments of some people, read at once: as many queries for one place as for thousands."""

from collections.abc import Iterable
from datetime import datetime

from ledger.formats import v1
from workflow.accounts import resets
from workflow.models import Appointment, Person
from workflow.roles import Duty
from workflow.rules.facts import Appointed, Named

Places = tuple[frozenset[str], ...]


class Register:
    """Every appointment that some people ever had, and those of whom they act for."""

    def __init__(self, people: Iterable[str]) -> None:
        """Read the appointments, what became of them, and who of the principals has left."""
        asked = set(people)
        rows = _proposed(asked)
        principals = {row.on_behalf_of for row in rows if row.on_behalf_of}
        rows += _proposed(principals - asked)
        self._rows: dict[str, list[tuple[Appointment, v1.Appointment]]] = {}
        for row in rows:
            statement = v1.Appointment.parse(bytes(row.statement))
            self._rows.setdefault(row.person, []).append((row, statement))
        self._acts: dict[str, dict[str, datetime]] = {}
        acts = Appointment.objects.filter(uid__in=[row.uid for row in rows])
        for uid, act, at in acts.values_list("uid", "act", "at"):
            self._acts.setdefault(uid, {})[act] = at
        gone = Person.objects.filter(uid__in={*asked, *principals}, closed_at__isnull=False)
        self._gone = frozenset(gone.values_list("uid", flat=True))
        self.people = tuple(sorted(asked))
        self._resets: dict[str, str] | None = None

    def has_left(self, person: str) -> bool:
        """Say whether a person is closed in the register of people."""
        return person in self._gone

    def reset_by(self, person: str) -> str:
        """Name who reset what a person signs in with, while nobody confirmed that; else nothing."""
        if self._resets is None:
            self._resets = resets.suspended(self.people)
        return self._resets.get(person, "")

    def of(self, person: str, moment: datetime, places: Places = ()) -> tuple[Appointed, ...]:
        """Give every appointment that a person ever had, as the rules look at it.

        For a delegation the principal's own duties are those held at this moment for all the
        places.
        """
        return tuple(found for _row, found in self.pairs(person, moment, places))

    def pairs(
        self, person: str, moment: datetime, places: Places = ()
    ) -> list[tuple[Appointment, Appointed]]:
        """Give the same with the row of each."""
        return [
            (row, self._appointed(row, statement, moment, places))
            for row, statement in self._rows.get(person, [])
        ]

    def own_duties(self, person: str, moment: datetime, places: Places) -> frozenset[Duty]:
        """Give the duties that a person holds in their own name for all the places (and as an
        administrator, anywhere). A person who has left holds none."""
        if person in self._gone:
            return frozenset()
        own = (
            self._appointed(row, statement, moment, ())
            for row, statement in self._rows.get(person, [])
            if not row.on_behalf_of
        )
        return frozenset(a.duty for a in own if a.effective(moment) and all(map(a.covers, places)))

    def delegates(self, person: str) -> bool:
        """Say whether any appointment of a person is on behalf of somebody: only then do the
        places matter to what the rules are told of them."""
        return any(row.on_behalf_of for row, _statement in self._rows.get(person, []))

    def _appointed(
        self, row: Appointment, statement: v1.Appointment, moment: datetime, places: Places
    ) -> Appointed:
        acts = self._acts.get(row.uid, {})
        principal = statement.on_behalf_of
        return Appointed(
            digest=row.digest,
            duty=Duty(statement.duty),
            section=statement.section or "",
            since=row.since,
            until=row.until,
            confirmed_at=acts.get(Appointment.CONFIRMED),
            revoked_at=acts.get(Appointment.REVOKED),
            principal=Named(**principal) if principal else None,
            principal_duties=(
                self.own_duties(principal["uid"], moment, places) if principal else frozenset()
            ),
        )


def _proposed(people: set[str]) -> list[Appointment]:
    rows = Appointment.objects.filter(person__in=people, act=Appointment.PROPOSED)
    return list(rows.order_by("since", "pk"))
