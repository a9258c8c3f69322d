"""Second factors of accounts: set up and taken away by their owners, reset by an administrator."""

from django.db import transaction

from ledger import entries
from workflow.accounts import factors, sessions
from workflow.accounts.models import Reset
from workflow.models import Account
from workflow.people.acting import record, require_administrator
from workflow.people.resets import make, require_second
from workflow.presence import Presence
from workflow.refusals import raise_if
from workflow.rules.accounts import may_remove_factor


@transaction.atomic
def enrol_factor(presence: Presence, account: Account, sealed: str, code: str) -> list[str]:
    """Take a telephone as the second factor; give the recovery codes, or none when the code is
    wrong."""
    entries.lock()
    codes = factors.enrol(account, sealed, code)
    if codes:
        record("factor:enrolled", presence, account.person, _detail(account, "telephone"))
    return codes


@transaction.atomic
def renew_codes(presence: Presence, account: Account) -> list[str]:
    """Give new recovery codes; the old ones let nobody in any more."""
    entries.lock()
    codes = factors.new_codes(account)
    record("factor:enrolled", presence, account.person, _detail(account, "codes"))
    return codes


@transaction.atomic
def remove_factor(presence: Presence, account: Account) -> None:
    """Let somebody go without a second factor.

    Raises:
        Refused: where the installation asks one of them.
    """
    entries.lock()
    raise_if(may_remove_factor(required=factors.is_required(account)))
    factors.remove(account)
    record("factor:removed", presence, account.person, _detail(account, "telephone"))


@transaction.atomic
def reset_factor(presence: Presence, account: Account) -> None:
    """Take somebody's second factor away, whose telephone is lost. Sessions end by it, and they
    sign nothing until somebody else confirms it.

    Raises:
        Refused: also when nobody could confirm it.
    """
    entries.lock()
    require_administrator(presence)
    require_second(presence, account.person)
    factors.remove(account)
    sessions.end_all(account.person, sessions.RESET, presence, accounts=[account])
    record("factor:reset", presence, account.person, _detail(account, "telephone"))
    make(presence, account, Reset.FACTOR)


def _detail(account: Account, what: str) -> dict[str, str]:
    return {"account": str(account.pk), "factor": what}
