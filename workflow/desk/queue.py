"""The queue: what waits for me, what is under way, returned, or needs a second person."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from workflow import queries
from workflow.desk import rows
from workflow.desk.pages import for_people, show
from workflow.desk.rows import Row
from workflow.models import PageReview
from workflow.presence import Presence
from workflow.states import UNDER_REVIEW

MINE, ALL, RETURNED, WITHDRAWALS = "mine", "all", "returned", "withdrawals"


@dataclass(frozen=True)
class Group:
    """A part of a list under its own heading."""

    key: str
    label: str
    rows: list[Row]
    late: bool = False
    note: str = ""


@require_GET
@for_people
def queue(request: HttpRequest, who: Presence) -> HttpResponse:
    """Show the chosen list; nonsense in the address shows what waits for me."""
    asked = request.GET.get("show", MINE)
    chosen = asked if asked in (MINE, ALL, RETURNED, WITHDRAWALS) else MINE
    mine = rows.waiting(queries.queue(who), who)
    counts = {
        MINE: len(mine),
        ALL: open_count(),
        RETURNED: rows.returned_reviews().count(),
        WITHDRAWALS: len(queries.open_withdrawals()),
    }
    listed = _listed(chosen, mine, who)
    labels = {
        MINE: _("Waiting for me"),
        ALL: _("All in progress"),
        RETURNED: _("Returned"),
        WITHDRAWALS: _("Withdrawals to confirm"),
    }
    late = sum(row.late for row in mine)
    return show(
        request,
        "desk/queue.html",
        labels[chosen],
        show=chosen,
        chips=[
            {
                "key": key,
                "label": label,
                "count": counts[key],
                "hot": (key == MINE and late) or (key == WITHDRAWALS and counts[key]),
            }
            for key, label in labels.items()
        ],
        lead=_lead(len(mine), late),
        groups=_groups(chosen, listed, labels[chosen]),
        empty=_empty(chosen),
        open_count=counts[ALL],
    )


def open_count() -> int:
    """Count the submissions under review."""
    open_reviews = PageReview.objects.filter(state__in=UNDER_REVIEW, submission__isnull=False)
    return open_reviews.values("submission").distinct().count()


def next_item(who: Presence) -> str | None:
    """Give the submission that this person should look at next: the longest waiting one."""
    first = next(iter(queries.queue(who)), None)
    return first.submission.uid if first else None


def _listed(chosen: str, mine: list[Row], who: Presence) -> list[Row]:
    if chosen == MINE:
        return mine
    if chosen == ALL:
        own = {row.url for row in mine}
        every = rows.waiting(queries.in_progress(), who)
        return sorted(every, key=lambda row: (row.url not in own, not row.late, row.since))
    if chosen == RETURNED:
        return rows.returned()
    return rows.withdrawals(queries.open_withdrawals())


def _groups(chosen: str, listed: list[Row], label: str) -> list[Group]:
    late = [row for row in listed if row.late]
    others = [row for row in listed if not row.late]
    note = _("longest waiting first")
    groups = [
        Group("late", _("Overdue"), late, late=True, note=_("waiting for more than a day")),
        Group("rest", label, others, note=note if chosen in (MINE, ALL) else ""),
    ]
    return [group for group in groups if group.rows]


def _lead(number: int, late: int) -> str:
    if not number:
        return _("Nothing waits for your signature.")
    words = ngettext("%(n)d item waits for you", "%(n)d items wait for you", number)
    text = words % {"n": number}
    if late:
        more = ngettext("%(n)d of them overdue", "%(n)d of them overdue", late)
        text += "，" + more % {"n": late}
    return text + "。"


def _empty(chosen: str) -> dict[str, str]:
    return {
        MINE: {
            "title": _("All signed"),
            "words": _("New items appear here when it is your turn and nothing stands against it."),
        },
        ALL: {
            "title": _("Nothing is under review"),
            "words": _("Items appear here as soon as a drafter submits them."),
        },
        RETURNED: {
            "title": _("Nothing is with its drafter"),
            "words": _("Items stay here after a return until they are submitted again."),
        },
        WITHDRAWALS: {
            "title": _("No withdrawal is waiting"),
            "words": _("A withdrawal takes effect at once and needs a second person within a day."),
        },
    }[chosen]
