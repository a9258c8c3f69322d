"""What the audit log says of failed sign-ins: how many, never what was typed.

One entry an hour for all of them, and one an hour for each account that was shut, so that whoever
tries a million passwords writes no million entries.
"""

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest

from ledger import canonical, entries
from workflow.accounts import address
from workflow.accounts.models import FailedSignIns
from workflow.models import Account
from workflow.presence import person_ref

#: So many addresses are told apart in an hour; the rest is counted together.
ADDRESSES = 200
#: So many addresses and people an entry names: those with the most failures.
NAMED = 5


def count(request: HttpRequest, account: Account | None) -> FailedSignIns:
    """Count one failure, at an account or at a name that is none's."""
    hour = _hour(entries.now())
    source = address.client(request) or ""
    with transaction.atomic():
        entries.lock()
        rows = FailedSignIns.objects.filter(hour=hour)
        if not rows.filter(address=source).exists() and rows.count() >= ADDRESSES:
            source = ""
        row, _made = FailedSignIns.objects.get_or_create(hour=hour, account=account, address=source)
        FailedSignIns.objects.filter(pk=row.pk).update(count=F("count") + 1)
    return row


def tell_shut(request: HttpRequest, account: Account, until: datetime) -> None:
    """Write down that an account was shut for its failures: once an hour and account."""
    with transaction.atomic():
        entries.lock()
        hour = _hour(entries.now())
        rows = FailedSignIns.objects.filter(hour=hour, account=account)
        if rows.filter(told=True).exists() or not rows.update(told=True):
            return
        detail = {
            "failures": sum(rows.values_list("count", flat=True)),
            "from": address.client(request) or "",
            "until": canonical.time_text(until),
            "why": "shut",
        }
        entries.append("session:failed", person=None, subject=_subject(account), detail=detail)


def tell(moment: datetime | None = None) -> int:
    """Write down the failures of the hours that are over, one entry an hour; give how many."""
    this_hour = _hour(moment or entries.now())
    if not FailedSignIns.objects.filter(hour__lt=this_hour).exists():
        return 0
    with transaction.atomic():
        entries.lock()
        due = FailedSignIns.objects.filter(hour__lt=this_hour).select_related("account__person")
        hours: dict[datetime, list[FailedSignIns]] = {}
        for row in due.order_by("hour", "pk"):
            hours.setdefault(row.hour, []).append(row)
        FailedSignIns.objects.filter(hour__in=hours).delete()
        for hour, rows in hours.items():
            entries.append("session:failed", person=None, detail=_summary(hour, rows))
    return len(hours)


def _summary(hour: datetime, rows: list[FailedSignIns]) -> dict[str, object]:
    sources, people, unknown = Counter[str](), Counter[str](), 0
    for row in rows:
        sources[row.address or "…"] += row.count
        if row.account is None:
            unknown += row.count
        else:
            people[row.account.person.name] += row.count
    return {
        "failures": sum(sources.values()),
        "from": _named(sources),
        "hour": canonical.time_text(hour),
        "people": _named(people),
        "unknown": unknown,
    }


def _named(counted: Counter[str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counted.most_common(NAMED))


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def _subject(account: Account) -> dict[str, str]:
    return {"kind": "person", "uid": person_ref(account.person)["uid"]}
