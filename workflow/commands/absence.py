"""Somebody is away for some days, and back again."""

from datetime import date

from django.db import transaction

from ledger import entries
from workflow.commands.moves import subject
from workflow.models import Absence, Person
from workflow.presence import Presence
from workflow.queries.absent import today_at
from workflow.queries.appointed import signer
from workflow.refusals import raise_if
from workflow.rules.absence import may_be_away
from workflow.rules.facts import BeingAway, Named


@transaction.atomic
def note_absence(presence: Presence, person: Person, since: date, until: date) -> Absence:
    """Write down that somebody is away from one day through another.

    Raises:
        Refused: when it is somebody else's to say, or the days make no sense.
    """
    entries.lock()
    _may(presence, person, since, until)
    row = Absence.objects.create(
        person=person, since=since, until=until, by_name=presence.person.name, at=entries.now()
    )
    _record("absence:noted", row, presence)
    return row


@transaction.atomic
def end_absence(presence: Presence, absence: Absence) -> Absence:
    """Write down that somebody is back, or will not be away after all.

    Raises:
        Refused: when it is somebody else's to say.
    """
    entries.lock()
    row = Absence.objects.select_related("person").get(pk=absence.pk)
    today = today_at(entries.now())
    _may(presence, row.person, today, today)
    if row.ended_at is None:
        row.ended_at = entries.now()
        row.save(update_fields=["ended_at"])
        _record("absence:ended", row, presence)
    return row


def _may(presence: Presence, person: Person, since: date, until: date) -> None:
    moment = entries.now()
    facts = BeingAway(
        actor=signer(presence, moment),
        moment=moment,
        today=today_at(moment),
        person=Named(person.uid, person.name),
        since=since,
        until=until,
    )
    raise_if(may_be_away(facts))


def _record(tag: str, row: Absence, presence: Presence) -> None:
    entries.append(
        tag,
        person=presence.ref,
        subject=subject("person", row.person.uid),
        detail={"since": row.since.isoformat(), "until": row.until.isoformat()},
    )
