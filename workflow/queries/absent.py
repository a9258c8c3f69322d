"""Who is away today, and until when."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from workflow.models import Absence


def today_at(moment: datetime) -> date:
    """Give the day of a moment as the house counts days."""
    return timezone.localtime(moment).date()


def away(people: Iterable[str] | None = None) -> dict[str, date]:
    """Give the last day of those (by uid) who are away today; of everybody when nobody is named."""
    today = today_at(timezone.now())
    rows = Absence.objects.filter(ended_at=None, since__lte=today, until__gte=today)
    if people is not None:
        rows = rows.filter(person__uid__in=list(people))
    found: dict[str, date] = {}
    for uid, until in rows.values_list("person__uid", "until"):
        found[uid] = max(until, found.get(uid, until))
    return found


def coming() -> QuerySet[Absence]:
    """Give the absences that are not over, the next to begin first."""
    today = today_at(timezone.now())
    rows = Absence.objects.filter(ended_at=None, until__gte=today).select_related("person")
    return rows.order_by("since", "pk")
