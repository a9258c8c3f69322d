"""Resets that wait for a second person. Whoever holds a new password could be whoever set it, so
nothing is signed by it until somebody else has said that it reached its owner."""

from collections.abc import Iterable
from datetime import datetime

from ledger import entries
from workflow.accounts.models import Reset
from workflow.models import Account
from workflow.presence import Presence


def write(account: Account, kind: str, by: Presence, moment: datetime) -> Reset:
    """Keep a reset; the caller writes its entry. A new one takes the place of one that waits, so
    that nobody is confirmed who was reset once more after somebody looked."""
    Reset.objects.filter(account=account, kind=kind, confirmed_at=None).delete()
    return Reset.objects.create(
        account=account,
        kind=kind,
        person=account.person.uid,
        person_name=account.person.name,
        by=by.person.uid,
        by_name=by.person.name,
        at=moment,
    )


def confirm(reset: Reset, by: Presence, moment: datetime) -> None:
    """Write down that a second person confirmed it."""
    reset.confirmed_by, reset.confirmed_by_name = by.person.uid, by.person.name
    reset.confirmed_at = moment
    reset.save(update_fields=["confirmed_by", "confirmed_by_name", "confirmed_at"])
    entries.append(
        "reset:confirmed",
        person=by.ref,
        subject={"kind": "person", "uid": reset.person},
        detail={"account": str(reset.account_id), "reset": reset.kind, "by": reset.by},
    )


def waiting() -> list[Reset]:
    """Give the resets that wait for a second person, oldest first."""
    return list(Reset.objects.filter(confirmed_at=None).order_by("at", "pk"))


def suspended(people: Iterable[str]) -> dict[str, str]:
    """Give of these people those who sign nothing until a reset is confirmed: who did it, by the
    uid of the person."""
    rows = Reset.objects.filter(person__in=list(people), confirmed_at=None).order_by("at")
    return dict(rows.values_list("person", "by_name"))
