"""The second person that a reset takes: who could be one, and their word."""

from datetime import datetime

from django.db import transaction

from ledger import entries
from workflow.accounts import proof, resets
from workflow.accounts.models import Reset
from workflow.models import Account, Person
from workflow.presence import Presence
from workflow.queries.appointed import holders, signer
from workflow.refusals import Refusal, Refused, raise_if
from workflow.rules.accounts import (
    CONFIRM,
    ConfirmingReset,
    Resetting,
    may_confirm_reset,
    may_reset,
    reset_unknown,
)
from workflow.rules.facts import Named
from workflow.signals import account_changed


def require_second(presence: Presence, person: Person) -> None:
    """Refuse a reset by somebody whose proof of presence is old, one that nobody could confirm,
    and one of the own password.

    Raises:
        Refused: with the reason.
    """
    moment = entries.now()
    raise_if(proof.against(presence, moment))
    raise_if(
        may_reset(
            Resetting(
                actor=signer(presence, moment),
                moment=moment,
                person=Named(person.uid, person.name),
                seconds=_seconds(presence, person, moment),
            )
        )
    )


def make(presence: Presence, account: Account, kind: str) -> None:
    """Let a reset wait for its second person."""
    resets.write(account, kind, presence, entries.now())


@transaction.atomic
def confirm_reset(presence: Presence, uid: str) -> Reset:
    """Say as a second person that a reset reached the one it was made for; they sign again.

    Raises:
        Refused: when the rules have anything against it.
    """
    entries.lock()
    moment = entries.now()
    row = Reset.objects.select_related("account").filter(uid=uid).first()
    if row is None:
        raise Refused([reset_unknown()])
    raise_if([*against(presence, row, moment), *proof.against(presence, moment)])
    resets.confirm(row, presence, moment)
    account_changed.send(Account, person=row.person)
    return row


def against(presence: Presence, row: Reset, moment: datetime) -> list[Refusal]:
    """Give what keeps somebody from confirming a reset."""
    return may_confirm_reset(
        ConfirmingReset(
            actor=signer(presence, moment),
            moment=moment,
            person=Named(row.person, row.person_name),
            by=Named(row.by, row.by_name),
            confirmed=row.confirmed_at is not None,
        )
    )


def _seconds(presence: Presence, person: Person, moment: datetime) -> tuple[Named, ...]:
    found = {uid: name for duty in CONFIRM for uid, name in holders(duty, moment).items()}
    for uid in (presence.person.uid, person.uid, *resets.suspended(found)):
        found.pop(uid, None)
    return tuple(Named(uid, name) for uid, name in sorted(found.items()))
