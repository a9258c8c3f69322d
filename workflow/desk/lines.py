"""The items of the desk's lists before they are drawn: what they are sorted and filtered by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from workflow import queries
from workflow.models import Handover, PageReview, Submission
from workflow.names import STAGES
from workflow.presence import Presence
from workflow.queries import batch, deadlines
from workflow.queries.batch import Round
from workflow.queries.handing import named_for
from workflow.queries.lists import OpenWithdrawal
from workflow.queries.titles import titles
from workflow.rules.facts import Named
from workflow.states import Stage, State


@dataclass(frozen=True)
class Line:
    """One item of a list. `sections` are the uids of those above its pages.

    For the person who looks, `mine` says that they could sign it now, `acting` at which stage or
    beside one; `named` is whom it was handed
    over to, `to_me` says that this is them. Whoever could sign still may when another is named.
    """

    key: str
    url: str
    titles: tuple[str, ...]
    since: datetime
    due: datetime | None = None
    stage: Stage | None = None
    acting: Stage | None = None
    drafter: str = ""
    drafter_name: str = ""
    sections: frozenset[str] = frozenset()
    mine: bool = False
    urgent: bool = False
    named: Named | None = None
    to_me: bool = False
    note: str = ""
    round: Round | None = None

    @property
    def beside(self) -> str:
        """What this person signs beside the stage whose turn it is, in words; else nothing."""
        besides = self.acting is not None and self.acting is not self.stage
        return str(STAGES[self.acting]) if self.acting and besides else ""

    @property
    def late(self) -> bool:
        """Whether it should have been done by now."""
        return self.due is not None and self.due < timezone.now()

    @property
    def elsewhere(self) -> bool:
        """Whether somebody else is expected to sign it."""
        return self.named is not None and not self.to_me


def seen_by(who: Presence) -> list[Line]:
    """Give the lines of everything under review, as one person should read them; what this person
    could sign is marked."""
    found = queries.in_progress()
    signable = queries.signable_stages(who, found)
    named = named_for(each.submission.pk for each in found)
    lines = [
        _of_round(
            each,
            acting=signable.get(each.submission.pk, (None,))[0],
            named=named,
            me=who.person.uid,
        )
        for each in found
    ]
    return sorted(lines, key=reading_order)


def reading_order(line: Line) -> tuple[bool, bool, bool, bool, bool, datetime, str]:
    """What is somebody else's last; overdue first, then urgent, then what was handed to me, then
    what I can sign, then what waits longest; ties always the same way."""
    return (
        line.mine and line.elsewhere,
        not line.late,
        not line.urgent,
        not line.to_me,
        not line.mine,
        line.since,
        line.key,
    )


def returned() -> list[Line]:
    """Give the lines of what was returned and not submitted again, urgent and newest
    first."""
    last: dict[int, Submission] = {}
    found = Submission.objects.filter(items__review__in=returned_reviews()).distinct()
    for submission in found.order_by("round", "pk").prefetch_related("items"):
        for item in submission.items.all():
            last[item.review_id] = submission
    rounds = batch.load({each.pk: each for each in last.values()}.values())
    lines = [replace(_of_round(each), due=None, stage=None) for each in rounds]
    return sorted(lines, key=lambda line: (line.urgent, line.since, line.key), reverse=True)


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


def _of_round(
    found: Round,
    *,
    acting: Stage | None = None,
    named: Mapping[tuple[int, Stage], Handover] | None = None,
    me: str = "",
) -> Line:
    statement = found.statement
    at = acting or found.stage
    handover = (named or {}).get((found.submission.pk, at)) if at else None
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
        mine=acting is not None,
        acting=acting,
        urgent=found.submission.urgent,
        named=Named(handover.to, handover.to_name) if handover else None,
        to_me=handover is not None and handover.to == me,
        round=found,
    )
