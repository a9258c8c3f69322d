"""How submissions fared: through which stages, in whose hands, how long in each.

`courses` makes as many queries for one submission as for five thousand.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ledger.formats import v1
from workflow.models import Opinion, Person, Submission, SubmissionItem
from workflow.queries.deadlines import review_time
from workflow.rules.facts import Named
from workflow.states import STAGE_OF, STAGES, Stage, State


@dataclass(frozen=True)
class Leg:
    """One signature, and how long the item had been with that stage."""

    stage: Stage
    person: Named
    returned: bool
    took: timedelta

    @property
    def late(self) -> bool:
        """Whether it took more than the time of a stage."""
        return self.took > review_time()


@dataclass(frozen=True)
class Sent:
    """One page of a submission: its section (empty for the frame and the home page), its state."""

    page: str
    section: str
    state: State


@dataclass(frozen=True)
class Course:
    """One submission from the moment it was handed in."""

    drafter: Named
    unit: str
    pages: tuple[Sent, ...]
    legs: tuple[Leg, ...]
    waiting: timedelta | None = None

    @property
    def overdue(self) -> int:
        """How many signatures came late, counting the one that is still waited for."""
        late_now = self.waiting is not None and self.waiting > review_time()
        return sum(leg.late for leg in self.legs) + late_now

    @property
    def returns(self) -> int:
        """How often it was sent back."""
        return sum(leg.returned for leg in self.legs)


def courses(
    since: datetime, until: datetime, now: datetime, *, signed_by: str = ""
) -> list[Course]:
    """Give what was handed in during a period, oldest first; `signed_by` keeps what one person
    signed."""
    rows = Submission.objects.filter(submitted_at__gte=since, submitted_at__lt=until)
    if signed_by:
        rows = rows.filter(pk__in=Opinion.objects.filter(person=signed_by).values("submission"))
    found = list(rows.order_by("submitted_at", "pk"))
    opinions: dict[int, list[Opinion]] = defaultdict(list)
    wanted = ("submission", "stage", "decision", "person", "person_name", "signed_at")
    signed = Opinion.objects.filter(submission__in=rows).order_by("ordinal")
    for opinion in signed.only(*wanted):
        opinions[opinion.submission_id].append(opinion)
    items: dict[int, list[SubmissionItem]] = defaultdict(list)
    sent = SubmissionItem.objects.filter(submission__in=rows).select_related("review")
    for item in sent.order_by("position"):
        items[item.submission_id].append(item)
    units = dict(Person.objects.values_list("uid", "department"))
    return [_course(row, items[row.pk], opinions[row.pk], units, now) for row in found]


def _course(
    row: Submission,
    items: list[SubmissionItem],
    opinions: list[Opinion],
    units: dict[str, str],
    now: datetime,
) -> Course:
    statement = v1.Submission.parse(bytes(row.statement))
    sections = {item["page"]: (item["lineage"] or [""])[-1] for item in statement.items}
    drafter = Named(**statement.drafter)
    legs, begun = _legs(row.submitted_at, opinions)
    is_open = all(item.review.submission_id == row.pk for item in items)
    waits = is_open and State(items[0].review.state) in STAGE_OF
    return Course(
        drafter=drafter,
        unit=units.get(drafter.uid, ""),
        pages=tuple(
            Sent(item.review.uid, sections.get(item.review.uid, ""), State(item.review.state))
            for item in items
        ),
        legs=legs,
        waiting=now - begun if waits else None,
    )


def _legs(begun: datetime, opinions: Iterable[Opinion]) -> tuple[tuple[Leg, ...], datetime]:
    """Give the signatures in order, and since when the item has been where it is. What is signed
    beside a stage takes from that stage nothing of its time."""
    legs = []
    for opinion in opinions:
        stage, returned = Stage(opinion.stage), opinion.decision == "return"
        person = Named(opinion.person, opinion.person_name)
        legs.append(Leg(stage, person, returned, opinion.signed_at - begun))
        if stage in STAGES or returned:
            begun = opinion.signed_at
    return tuple(legs), begun
