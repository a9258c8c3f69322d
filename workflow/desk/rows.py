"""The rows of the desk's lists, made from what `queries` found."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from workflow.desk import wording
from workflow.desk.opinions import RETURN, spoken
from workflow.desk.reviewers import Reviewer, appointed_reviewers, names_by_stage
from workflow.desk.stages import Step, steps, waiting_since
from workflow.desk.titles import titles
from workflow.models import PageReview, Submission
from workflow.presence import Presence
from workflow.queries import rounds
from workflow.queries.lists import OpenWithdrawal, Waiting
from workflow.states import Stage, State

SEVERITIES = ("error", "warning", "hint")


@dataclass(frozen=True)
class Row:
    """One line of a list. `counts` is None where findings say nothing."""

    url: str
    title: str
    since: datetime
    late: bool
    drafter: str = ""
    section: str = ""
    size: int = 1
    round: int = 1
    note: str = ""
    counts: list[tuple[str, int]] | None = None
    steps: list[Step] = field(default_factory=list)

    @property
    def age(self) -> str:
        """How long it has been waiting."""
        return wording.age(self.since)


def waiting(found: Iterable[Waiting], who: Presence) -> list[Row]:
    """Give the rows of submissions under review, overdue and longest waiting first."""
    appointed = appointed_reviewers()
    rows = [_row(each.submission, each.stage, appointed, who) for each in found]
    return sorted(rows, key=lambda row: row.since)


def returned_reviews() -> QuerySet[PageReview]:
    """Give the working copies that are with their drafters after a return."""
    return PageReview.objects.filter(state=State.RETURNED)


def returned() -> list[Row]:
    """Give the rows of what was returned and not submitted again, newest first."""
    rows = []
    last: dict[int, Submission] = {}
    found = Submission.objects.filter(items__review__in=returned_reviews()).order_by("round", "pk")
    for submission in found.prefetch_related("items"):
        for item in submission.items.all():
            last[item.review_id] = submission
    for submission in {each.pk: each for each in last.values()}.values():
        rows.append(_row(submission, None, [], None))
    return sorted(rows, key=lambda row: row.since, reverse=True)


def withdrawals(found: Iterable[OpenWithdrawal]) -> list[Row]:
    """Give the rows of withdrawals that wait for their second person."""
    every = list(found)
    names = titles({each.page for each in every})
    return [
        Row(
            url=reverse("desk:history", args=[each.page]),
            title=names.get(each.page, each.address),
            since=each.at,
            late=wording.overdue(each.at),
            note=_("withdrawn; a second person confirms by %(due)s")
            % {"due": f"{each.due.astimezone():%m-%d %H:%M}"},
        )
        for each in every
    ]


def _row(
    submission: Submission, stage: Stage | None, appointed: list[Reviewer], who: Presence | None
) -> Row:
    statement = rounds.statement_of(submission)
    first = statement.items[0]
    signed = rounds.opinions(submission)
    since = waiting_since(submission.submitted_at, signed)
    contributors = {person["uid"] for person in statement.contributors}
    names = names_by_stage(appointed, {first["page"], *first["lineage"]}, contributors)
    if who is not None:
        names = {each: _me_first(list_, who.person.name) for each, list_ in names.items()}
    above = titles(set(first["lineage"]))
    return Row(
        url=reverse("desk:item", args=[submission.uid]),
        title=first["title"],
        since=since,
        late=stage is not None and wording.overdue(since),
        drafter=statement.drafter["name"],
        section=" › ".join(above.get(uid, uid) for uid in first["lineage"]),
        size=len(statement.items),
        round=statement.round,
        note=_said(submission) if stage is None else "",
        counts=None if stage is None else _counts(submission, stage),
        steps=steps(stage, signed, names),
    )


def _me_first(names: list[str], mine: str) -> list[str]:
    return sorted(names, key=lambda name: name != mine)


def _counts(submission: Submission, stage: Stage) -> list[tuple[str, int]]:
    """Count what this stage still has to dispose of."""
    open_findings = [f.severity for f, d in rounds.findings(submission, stage) if d is None]
    counted = Counter(open_findings)
    return [(name, counted[name]) for name in SEVERITIES if counted[name]]


def _said(submission: Submission) -> str:
    """Quote the return."""
    last = submission.opinions.order_by("-ordinal").first()
    if last is None or last.decision != RETURN:
        return ""
    words = Truncator(spoken(last.words)).chars(80)
    return _("%(name)s: “%(words)s”") % {"name": last.person_name, "words": words}
