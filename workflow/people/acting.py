"""Who changes people and accounts, and what is written down of it."""

from ledger import entries
from workflow.models import Appointment, Person
from workflow.presence import Presence
from workflow.queries.appointed import signer, small_office
from workflow.refusals import raise_if
from workflow.rules.appointing import ceremony_over, may_administer
from workflow.rules.facts import SettingPolicy


def require_administrator(presence: Presence | None) -> None:
    """Refuse everybody but a system or security administrator; `presence` is None in the ceremony.

    Raises:
        Refused: with the reasons.
    """
    if presence is None:
        raise_if(ceremony_over(begun=Appointment.objects.exists()))
        return
    raise_if(may_administer(acting(presence)))


def acting(presence: Presence) -> SettingPolicy:
    """Give whoever acts as the rules look at them."""
    moment = entries.now()
    return SettingPolicy(signer(presence, moment), moment, small_office())


def record(tag: str, presence: Presence | None, person: Person, detail: dict[str, str]) -> None:
    """Write the entry of an act on a person."""
    entries.append(
        tag,
        person=presence.ref if presence else None,
        subject={"kind": "person", "uid": person.uid},
        detail=detail,
    )
