"""Who is named for a stage, and who could be."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from workflow.models import Account, Handover, PageReview, Person, Submission
from workflow.presence import Presence
from workflow.queries import appointed, facts
from workflow.roles import DUTY_OF
from workflow.rules.facts import Named
from workflow.rules.handing import may_take
from workflow.states import STAGE_OF, UNDER_REVIEW, Stage, State


def named(submission: Submission, stage: Stage) -> Named | None:
    """Give the person to whom a stage of a submission was handed over last, or None."""
    found = named_for([submission.pk]).get((submission.pk, stage))
    return Named(found.to, found.to_name) if found else None


def named_for(submissions: Iterable[int]) -> dict[tuple[int, Stage], Handover]:
    """Give the newest handing over of each stage of some submissions (by primary key)."""
    rows = Handover.objects.filter(submission__in=list(submissions)).order_by("pk")
    return {(row.submission_id, Stage(row.stage)): row for row in rows}


def in_hand(people: Iterable[str]) -> dict[str, int]:
    """Count for some people (by uid) the items under review that were handed to them last."""
    wanted = set(people)
    states = PageReview.objects.filter(state__in=UNDER_REVIEW).values_list("submission", "state")
    stages = {submission: STAGE_OF[State(state)] for submission, state in states}
    last = named_for(stages)
    counted = Counter(
        row.to for (submission, stage), row in last.items() if stages[submission] is stage
    )
    return {uid: counted[uid] for uid in wanted}


def takers(
    presence: Presence, submission: Submission, stage: Stage, moment: datetime
) -> list[Person]:
    """Give the people to whom somebody could hand a stage over, by name."""
    held = set(appointed.holders(DUTY_OF[stage], moment)) - {presence.person.uid}
    already = named(submission, stage)
    people = Person.objects.filter(uid__in=held - ({already.uid} if already else set()))
    return [
        person
        for person in people.order_by("name", "number")
        if not may_take(
            facts.signing(of(person), submission, stage, moment, shown=submission.digest)
        )
    ]


def of(person: Person) -> Presence:
    """Give the presence that somebody would have if they were here; without a sign-in, locked."""
    account = Account.objects.filter(person=person).order_by("-user__is_active", "pk").first()
    never = datetime.fromtimestamp(0).astimezone()
    return Presence(person, account.pk if account else 0, "", never)
