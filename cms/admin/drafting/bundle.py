"""What else a drafter could hand in with a page, and who would get it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from cms.admin.drafting import standing
from cms.freeze import Frozen
from workflow.models import PageReview, Person, SubmissionItem
from workflow.queries import rounds
from workflow.states import STAGES, State

MOST_PAGES = 200


@dataclass(frozen=True)
class NextStep:
    """One stage that follows, and the people who may sign it."""

    stage: Any
    names: tuple[str, ...]


def own_drafts(person: Person, without: Iterable[int]) -> QuerySet[PageReview]:
    """Give the working copies this person put a hand to that nobody is reviewing, newest first."""
    sent = SubmissionItem.objects.filter(review=OuterRef("pk")).order_by("-pk")
    last_sent = Subquery(sent.values("submission__submitted_at")[:1])
    unsent = Q(state__in=[State.DRAFTING, State.RETURNED])
    changed = Q(state=State.RELEASED, contributions__at__gt=last_sent)
    mine = PageReview.objects.filter(unsent | changed, contributions__person=person.uid)
    found = mine.exclude(page_id__in=list(without)).select_related("page").distinct()
    return found.order_by("-page__latest_revision_created_at", "-pk")[:MOST_PAGES]


def next_steps(frozen: list[Frozen], submitter: Person) -> list[NextStep]:
    """Give the three stages with those who may sign all of these pages."""
    reviews = [item.review for item in frozen if item.review is not None]
    wrote = {person.uid for person in rounds.contributors(reviews)} | {submitter.uid}
    found: dict[Any, tuple[str, ...]] = {}
    for item in frozen:
        places = {item.content.page, *item.content.lineage}
        names = standing.next_reviewers(places, wrote)
        for stage in STAGES:
            known = found.get(stage)
            here = tuple(names[stage])
            found[stage] = here if known is None else tuple(n for n in known if n in here)
    return [NextStep(standing.stage_name(stage), found.get(stage, ())) for stage in STAGES]
