"""Who is appointed to what, and which review policy is in force."""

from collections.abc import Iterable
from datetime import datetime

from ledger.formats import v1
from workflow.models import Account, Appointment, Person, ReviewPolicy
from workflow.presence import Presence
from workflow.roles import Duty
from workflow.rules.facts import Appointed, Named, Signer


def appointments_of(
    person: str, moment: datetime, places: Iterable[frozenset[str]] = ()
) -> tuple[Appointed, ...]:
    """Give every appointment that a person ever had, as the rules look at it.

    For a delegation the principal's own duties are those held at this moment for all the places.
    """
    wanted = tuple(places)
    return tuple(
        _appointed(row, moment, wanted)
        for row in Appointment.objects.filter(person=person, act=Appointment.PROPOSED).order_by(
            "since", "pk"
        )
    )


def own_duties(person: str, moment: datetime, places: Iterable[frozenset[str]]) -> frozenset[Duty]:
    """Give the duties that a person holds in their own name for all the places (and as an
    administrator, anywhere). A person who has left holds none."""
    if Person.objects.filter(uid=person, closed_at__isnull=False).exists():
        return frozenset()
    wanted = tuple(places)
    rows = Appointment.objects.filter(person=person, act=Appointment.PROPOSED, on_behalf_of="")
    held = (_appointed(row, moment, ()) for row in rows)
    return frozenset(a.duty for a in held if a.effective(moment) and all(map(a.covers, wanted)))


def signer(presence: Presence, moment: datetime, places: Iterable[frozenset[str]] = ()) -> Signer:
    """Look the person and the account of a presence up again."""
    person = Person.objects.filter(pk=presence.person.pk).first()
    if person is None:
        gone = Named(presence.person.uid, presence.person.name)
        return Signer(gone, closed=True, account_open=False)
    account_open = True
    if presence.account_id is not None:
        account_open = Account.objects.filter(
            pk=presence.account_id, person=person, user__is_active=True
        ).exists()
    return Signer(
        person=Named(person.uid, person.name),
        closed=person.closed_at is not None,
        account_open=account_open,
        appointments=appointments_of(person.uid, moment, places),
    )


def effective(
    person: str, duty: Duty, lineage: tuple[str, ...], moment: datetime
) -> Appointment | None:
    """Give the appointment by which a person does a duty under these sections, or None.

    `lineage` are the uids of the sections above a page, and its own where it is a section. Empty,
    only an appointment for everywhere fits.
    """
    places = frozenset(lineage)
    for row in Appointment.objects.filter(
        person=person, duty=duty, act=Appointment.PROPOSED
    ).order_by("on_behalf_of", "pk"):
        found = _appointed(row, moment, ())
        if found.effective(moment) and found.covers(places):
            return row
    return None


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
    held = {
        row.person: row.person_name for row in rows if _appointed(row, moment, ()).effective(moment)
    }
    gone = Person.objects.filter(uid__in=held, closed_at__isnull=False)
    return {
        uid: name
        for uid, name in held.items()
        if uid not in set(gone.values_list("uid", flat=True))
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


def _appointed(row: Appointment, moment: datetime, places: tuple[frozenset[str], ...]) -> Appointed:
    acts = _acts(Appointment, row.uid)
    statement = v1.Appointment.parse(bytes(row.statement))
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
        principal_duties=own_duties(principal["uid"], moment, places) if principal else frozenset(),
    )
