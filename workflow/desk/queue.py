"""The queue: what waits for me, what is under way, returned, or needs a second person."""

from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from workflow import queries
from workflow.desk import admission, lines, rows
from workflow.desk.filters import Filters
from workflow.desk.lines import Line
from workflow.desk.pages import for_people, show
from workflow.desk.rows import Row
from workflow.presence import Presence
from workflow.queries import absent
from workflow.roles import ADMINISTRATORS, SIGNERS, Duty

MINE, ALL, RETURNED, WITHDRAWALS = "mine", "all", "returned", "withdrawals"
PER_PAGE = 50


@dataclass(frozen=True)
class Group:
    """A part of a list under its own heading; `count` is that of the whole list, not the page."""

    key: str
    label: str
    note: str
    count: int
    rows: list[Row]
    hot: bool = False


@require_GET
@for_people
def queue(request: HttpRequest, who: Presence) -> HttpResponse:
    """Show the chosen list; nonsense in the address shows what waits for me."""
    asked = request.GET.get("show", MINE)
    chosen = asked if asked in (MINE, ALL, RETURNED, WITHDRAWALS) else MINE
    every = lines.seen_by(who)
    mine = [line for line in every if line.mine]
    open_withdrawals = queries.open_withdrawals()
    counts = {
        MINE: len(mine),
        ALL: len(every),
        RETURNED: lines.returned_reviews().count(),
        WITHDRAWALS: len(open_withdrawals),
    }
    listed = {
        MINE: lambda: mine,
        ALL: lambda: every,
        RETURNED: lines.returned,
        WITHDRAWALS: lambda: lines.withdrawals(open_withdrawals),
    }[chosen]()
    filters = Filters.read(request.GET)
    found = filters.apply(listed)
    selects = filters.selects(listed)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    labels = {
        MINE: _("Waiting for me"),
        ALL: _("All in progress"),
        RETURNED: _("Returned"),
        WITHDRAWALS: _("Withdrawals to confirm"),
    }
    late = sum(line.late for line in mine)
    held = admission.held(who)
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
        lead=_lead(len(mine), late, held),
        groups=_groups(chosen, found, rows.draw(list(page), who), labels[chosen]),
        page=page,
        query=filters.query(show=chosen),
        filters=filters,
        selects=selects,
        flags=filters.flags(listed),
        narrowed=filters.narrowed(selects, show=chosen),
        filtering=chosen != WITHDRAWALS and (len(listed) > 1 or bool(filters.on)),
        empty=_empty(chosen, bool(filters.on), held),
        open_count=counts[ALL],
        away=len(absent.away()),
    )


def next_item(who: Presence) -> str | None:
    """Give the submission that this person should look at next: the first of their list."""
    return next((line.key for line in lines.seen_by(who) if line.mine), None)


def _groups(chosen: str, found: list[Line], drawn: list[Row], label: str) -> list[Group]:
    """Put a list under its headings; what was handed to somebody else is last in one's own list."""
    names = {
        "late": (_("Overdue"), _("past the time that a stage has")),
        "urgent": (_("Urgent"), ""),
        "rest": (label, _("longest waiting first") if chosen in (MINE, ALL) else ""),
        "elsewhere": (_("Handed to somebody else"), _("you may still sign these")),
    }
    counts = Counter(_group_of(line) for line in found)
    rows_of: dict[str, list[Row]] = {key: [] for key in names}
    for row in drawn:
        rows_of[_group_of(row.line)].append(row)
    return [
        Group(key, *name, counts[key], rows_of[key], hot=key == "late")
        for key, name in names.items()
        if rows_of[key]
    ]


def _group_of(line: Line) -> str:
    if line.mine and line.elsewhere:
        return "elsewhere"
    if line.late:
        return "late"
    return "urgent" if line.urgent else "rest"


def _lead(number: int, late: int, held: frozenset[Duty]) -> str:
    """Say how much waits; to whoever signs nothing, that they read along."""
    if not number and not held & SIGNERS:
        return _("You have no signing duty; you can follow everything that is under review.")
    if not number:
        return _("Nothing waits for your signature.")
    words = ngettext("%(n)d item waits for you", "%(n)d items wait for you", number)
    text = words % {"n": number}
    if late:
        more = ngettext("%(n)d of them overdue", "%(n)d of them overdue", late)
        text += "，" + more % {"n": late}
    return text + "。"


def _empty(chosen: str, filtered: bool, held: frozenset[Duty]) -> dict[str, str]:
    """Say why a list is empty; nobody is told that they signed what they may not sign."""
    if filtered:
        return {
            "title": _("Nothing fits these filters"),
            "words": _("Take one of them away, or look into another list."),
        }
    if chosen == MINE and not held & SIGNERS:
        return _without_duty(held)
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


def _without_duty(held: frozenset[Duty]) -> dict[str, str]:
    """Say to somebody without a signing duty what the desk is to them."""
    if held & ADMINISTRATORS:
        words = _(
            "Administrators sign no texts. Under “All in progress” you see where every item is."
        )
    elif Duty.DRAFT in held:
        words = _(
            "You draft; others sign. Your own items are on the home screen, and what was sent "
            "back is under “Returned”."
        )
    else:
        words = _(
            "To sign takes an appointment: one administrator proposes it, another confirms it. "
            "Until then you may read along under “All in progress”."
        )
    return {"title": _("Nothing here is yours to sign"), "words": words, "icon": "view"}
