"""The items of the desk's lists before they are drawn: what they are sorted and filtered by."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from workflow import queries
from workflow.desk.titles import titles
from workflow.models import PageReview, Submission
from workflow.presence import Presence
from workflow.queries import batch, deadlines
from workflow.queries.batch import Round
from workflow.queries.lists import OpenWithdrawal
from workflow.states import Stage, State


@dataclass(frozen=True)
class Line:
    """One item of a list. `sections` are the uids of those above its pages; `mine` says that the
    person who looks could sign it now."""

    key: str
    url: str
    titles: tuple[str, ...]
    since: datetime
    due: datetime | None = None
    stage: Stage | None = None
    drafter: str = ""
    drafter_name: str = ""
    sections: frozenset[str] = frozenset()
    mine: bool = False
    note: str = ""
    round: Round | None = None

    @property
    def late(self) -> bool:
        """Whether it should have been done by now."""
        return self.due is not None and self.due < timezone.now()


def seen_by(who: Presence) -> list[Line]:
    """Give the lines of everything under review; what this person could sign is marked."""
    found = queries.in_progress()
    return under_review(found, queries.signable(who, found))


def under_review(found: Iterable[Round], mine: Iterable[Round]) -> list[Line]:
    """Give the lines of submissions under review, in the order in which they should be read."""
    signable = {each.submission.pk for each in mine}
    lines = [_of_round(each, mine=each.submission.pk in signable) for each in found]
    return sorted(lines, key=reading_order)


def reading_order(line: Line) -> tuple[bool, bool, datetime, str]:
    """Overdue first, then what I can sign, then what waits longest; ties always the same way."""
    return (not line.late, not line.mine, line.since, line.key)


def returned() -> list[Line]:
    """Give the lines of what was returned and not submitted again, newest first."""
    last: dict[int, Submission] = {}
    found = Submission.objects.filter(items__review__in=returned_reviews()).distinct()
    for submission in found.order_by("round", "pk").prefetch_related("items"):
        for item in submission.items.all():
            last[item.review_id] = submission
    rounds = batch.load({each.pk: each for each in last.values()}.values())
    lines = [replace(_of_round(each, mine=False), due=None, stage=None) for each in rounds]
    return sorted(lines, key=lambda line: (line.since, line.key), reverse=True)


def returned_reviews() -> QuerySet[PageReview]:
    """Give the working copies that are with their drafters after a return."""
    return PageReview.objects.filter(state=State.RETURNED)


def withdrawals(found: Iterable[OpenWithdrawal]) -> list[Line]:
    """Give the lines of withdrawals that wait for their second person, the most urgent first."""
    every = list(found)
    names = titles({each.page for each in every})
    lines = [
        Line(
            key=each.page,
            url=reverse("desk:history", args=[each.page]),
            titles=(names.get(each.page, each.address),),
            since=each.at,
            due=each.due,
            note=_("withdrawn; a second person confirms by %(due)s")
            % {"due": f"{timezone.localtime(each.due):%m-%d %H:%M}"},
        )
        for each in every
    ]
    return sorted(lines, key=lambda line: (line.since, line.key))


def _of_round(found: Round, *, mine: bool) -> Line:
    statement = found.statement
    return Line(
        key=found.submission.uid,
        url=reverse("desk:item", args=[found.submission.uid]),
        titles=tuple(item["title"] for item in statement.items),
        since=found.since,
        due=deadlines.due(found.since),
        stage=found.stage,
        drafter=found.drafter.uid,
        drafter_name=found.drafter.name,
        sections=frozenset(uid for item in statement.items for uid in item["lineage"]),
        mine=mine,
        round=found,
    )
