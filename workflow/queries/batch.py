"""Everything the rules and the lists ask of submissions, read for all of them at once.

`load` makes as many queries for one submission as for five hundred.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Max

from ledger import bodies
from ledger.formats import v1
from workflow import dimensions
from workflow.dimensions import Dimension
from workflow.models import (
    Contribution,
    Disposition,
    Finding,
    Opinion,
    PageReview,
    ReviewPolicy,
    Submission,
    SubmissionItem,
)
from workflow.queries import rounds
from workflow.rules.facts import Named
from workflow.states import STAGE_OF, Stage, State, missing_beside


@dataclass(frozen=True)
class Disposed:
    """What a stage did with a finding, without its words."""

    finding: int
    stage: Stage
    decision: str
    at: datetime


@dataclass(frozen=True)
class Round:
    """One submission with its items, opinions, findings and contributors."""

    submission: Submission
    statement: v1.Submission
    policy: v1.Policy
    items: tuple[SubmissionItem, ...]
    opinions: tuple[tuple[Opinion, bool], ...]
    written_by: tuple[Named, ...]
    severities: Mapping[int, str]
    dispositions: tuple[Disposed, ...]
    obligatory: tuple[Dimension, ...] = ()

    @property
    def state(self) -> State:
        """The state of the working copies, which move together."""
        return State(self.items[0].review.state)

    @property
    def is_open(self) -> bool:
        """Whether every page still has this submission as its own."""
        return rounds.is_open(self.submission, self.items)

    @property
    def stage(self) -> Stage | None:
        """The stage whose turn it is, None when the round is over."""
        return STAGE_OF.get(self.state) if self.is_open else None

    @cached_property
    def places(self) -> tuple[frozenset[str], ...]:
        """For each page: itself and the sections above it."""
        return tuple(rounds.places(item) for item in self.statement.items)

    @property
    def drafter(self) -> Named:
        """Who put the first hand to it."""
        return Named(**self.statement.drafter)

    @property
    def since(self) -> datetime:
        """Since when the present stage has been waiting."""
        return rounds.moved_at(self.submission, (opinion for opinion, _void in self.opinions))

    @cached_property
    def asked(self) -> tuple[Stage, ...]:
        """What the policy asks for besides the three stages."""
        return rounds.besides(self.policy, self.statement)

    @property
    def missing(self) -> tuple[Stage, ...]:
        """What still has to be signed beside the present stage."""
        standing = {o.stage for o, void in self.opinions if o.decision == "pass" and not void}
        return missing_beside(self.stage, self.asked, standing)

    def disposed(self, stage: Stage) -> dict[int, str]:
        """Give what a stage decided of each finding; what was before it began again is void."""
        since = rounds.begun_again((opinion for opinion, _void in self.opinions), stage)
        return {
            each.finding: each.decision
            for each in self.dispositions
            if each.stage is stage and (since is None or each.at > since)
        }

    def undisposed(self, stage: Stage) -> Counter[str]:
        """Count by severity the findings that a stage has not disposed of."""
        disposed = self.disposed(stage)
        return Counter(kind for pk, kind in self.severities.items() if pk not in disposed)


def load(submissions: Iterable[Submission]) -> list[Round]:
    """Read all that belongs to some submissions, in their order."""
    rows = list(submissions)
    numbers = [row.pk for row in rows]
    statements = {row.pk: rounds.statement_of(row) for row in rows}
    items = _items(numbers)
    policies = bodies.get_many(statement.policy for statement in statements.values())
    obligatory = _obligatory(policies)
    read = {digest: v1.Policy.parse(data) for digest, data in policies.items()}
    opinions = _opinions(numbers)
    contributed = _contributed(
        {item.review_id: item.review for each in items.values() for item in each}
    )
    severities = _severities(numbers)
    dispositions = _dispositions(numbers)
    return [
        Round(
            submission=row,
            statement=statements[row.pk],
            policy=read[statements[row.pk].policy],
            items=tuple(items[row.pk]),
            opinions=tuple(rounds.with_voided(opinions[row.pk])),
            written_by=_written_by(statements[row.pk], items[row.pk], contributed),
            severities=severities[row.pk],
            dispositions=tuple(dispositions[row.pk]),
            obligatory=obligatory.get(statements[row.pk].policy, ()),
        )
        for row in rows
    ]


def _obligatory(policies: Iterable[str]) -> dict[str, tuple[Dimension, ...]]:
    """Give for each policy, by digest, what a pass must say it looked at."""
    rows = ReviewPolicy.objects.filter(digest__in=list(policies)).exclude(obligatory="")
    found = rows.values_list("digest", "obligatory")
    return {digest: dimensions.read(names.split()) for digest, names in found}


def _items(numbers: Sequence[int]) -> dict[int, list[SubmissionItem]]:
    found: dict[int, list[SubmissionItem]] = defaultdict(list)
    rows = SubmissionItem.objects.filter(submission__in=numbers).select_related("review")
    for row in rows.order_by("position"):
        found[row.submission_id].append(row)
    return found


def _opinions(numbers: Sequence[int]) -> dict[int, list[Opinion]]:
    found: dict[int, list[Opinion]] = defaultdict(list)
    for row in Opinion.objects.filter(submission__in=numbers).order_by("ordinal"):
        found[row.submission_id].append(row)
    return found


def _severities(numbers: Sequence[int]) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = defaultdict(dict)
    rows = Finding.objects.filter(submission__in=numbers).order_by("position")
    for submission, pk, severity in rows.values_list("submission_id", "pk", "severity"):
        found[submission][pk] = severity
    return found


def _dispositions(numbers: Sequence[int]) -> dict[int, list[Disposed]]:
    found: dict[int, list[Disposed]] = defaultdict(list)
    rows = Disposition.objects.filter(finding__submission__in=numbers).order_by("pk")
    for submission, finding, stage, decision, at in rows.values_list(
        "finding__submission_id", "finding_id", "stage", "decision", "at"
    ):
        found[submission].append(Disposed(finding, Stage(stage), decision, at))
    return found


def _contributed(reviews: Mapping[int, PageReview]) -> dict[int, dict[str, str]]:
    """Give for each page who put a hand to it since its newest release, name by uid."""
    begun = rounds.begun(review.uid for review in reviews.values())
    rows = Contribution.objects.filter(review__in=list(reviews)).order_by()
    last = rows.values_list("review", "person", "person_name").annotate(last=Max("at"))
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for review, person, name, at in sorted(last, key=lambda row: row[3]):
        begins = begun.get(reviews[review].uid)
        if begins is None or at >= begins:
            found[review][person] = name
    return found


def _written_by(
    statement: v1.Submission,
    items: Iterable[SubmissionItem],
    contributed: Mapping[int, Mapping[str, str]],
) -> tuple[Named, ...]:
    """Give the contributors that the statement names and those who came after it was frozen.

    Nobody edits under review; a picture that a page uses may still be changed by somebody.
    """
    names = {person["uid"]: person["name"] for person in statement.contributors}
    for item in items:
        names |= contributed.get(item.review_id, {})
    return tuple(Named(uid, name) for uid, name in sorted(names.items()))
