"""What the desk lists: what waits for a person, what is under way, who is here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch, QuerySet

from ledger import canonical, entries
from ledger.formats import v1
from ledger.models import Release, ReleaseIndex
from workflow.models import (
    Account,
    Disposition,
    Finding,
    Opinion,
    PageReview,
    Person,
    Submission,
    SubmissionItem,
    WithdrawalConfirmation,
)
from workflow.presence import Presence
from workflow.queries import batch, facts, rounds
from workflow.queries.appointed import Attendance, attending
from workflow.queries.batch import Round
from workflow.queries.facts import Look
from workflow.roles import DUTY_OF
from workflow.rules.facts import Named
from workflow.states import STAGE_OF, UNDER_REVIEW, Stage, State

CONFIRM_WITHIN = timedelta(hours=24)


@dataclass(frozen=True)
class SubmissionView:
    """Everything the desk shows of one submission beside the frozen contents themselves."""

    submission: Submission
    statement: v1.Submission
    items: tuple[SubmissionItem, ...]
    is_open: bool
    state: State
    stage: Stage | None
    opinions: tuple[tuple[Opinion, bool], ...]
    findings: tuple[tuple[Finding, Disposition | None], ...]
    contributors: tuple[Named, ...]
    drafter: Named
    policy: v1.Policy
    earlier_rounds: tuple[Submission, ...]

    @property
    def short_code(self) -> str:
        """The code that people compare by eye."""
        return canonical.short_code(self.submission.digest)


@dataclass(frozen=True)
class OpenWithdrawal:
    """A withdrawal that no second person has confirmed yet."""

    release: Release
    statement_digest: str
    page: str
    address: str
    at: datetime
    due: datetime


def in_progress() -> list[Round]:
    """Give every submission under review, the longest waiting first."""
    reviews = PageReview.objects.filter(state__in=UNDER_REVIEW, submission__isnull=False)
    submissions = Submission.objects.filter(pk__in=reviews.values("submission"))
    found = batch.load(submissions.order_by("submitted_at", "pk"))
    return sorted((each for each in found if each.stage), key=lambda each: each.since)


def queue(presence: Presence) -> list[Round]:
    """Give what this person could sign now, the longest waiting first."""
    return signable(presence, in_progress())


def signable(presence: Presence, found: Iterable[Round]) -> list[Round]:
    """Give those of some submissions under review that this person could sign now."""
    every = list(found)
    stages = signable_stages(presence, every)
    return [each for each in every if each.submission.pk in stages]


def signable_stages(presence: Presence, found: Iterable[Round]) -> dict[int, tuple[Stage, ...]]:
    """Give for some submissions under review, by primary key, what this person could sign now."""
    moment = entries.now()
    attendance = Attendance.of(presence, moment)
    able = ((each.submission.pk, stages_for(attendance, each, moment)) for each in found)
    return {pk: stages for pk, stages in able if stages}


def stages_for(attendance: Attendance, found: Round, moment: datetime) -> tuple[Stage, ...]:
    """Give what somebody could sign of a submission under review now: what is missing beside the
    stage whose turn it is, and that stage, which cannot pass before."""
    if found.stage is None:
        return ()
    signer = attendance.signer(found.places)
    wanted = (*found.missing, found.stage)
    return tuple(stage for stage in wanted if facts.could_sign(signer, found, stage, moment))


def my_stages(presence: Presence, submission: Submission) -> tuple[Stage, ...]:
    """Give what somebody who is here could sign of one submission now."""
    return stages_seen(look(presence, submission))


def look(presence: Presence, submission: Submission) -> Look:
    """Read a person who is here and a submission, as they are now."""
    return facts.look(presence, submission, entries.now())


def stages_seen(seen: Look) -> tuple[Stage, ...]:
    """Give what the person of a look could sign of its submission."""
    return stages_for(seen.attendance, seen.found, seen.moment)


def eligible(submission: Submission, stage: Stage) -> list[Person]:
    """Give everybody who could sign a stage of a submission now."""
    moment = entries.now()
    found = batch.load([submission])[0]
    return [
        each.person
        for each in attending(DUTY_OF[stage], moment)
        if each.person and facts.could_sign(each.signer(found.places), found, stage, moment)
    ]


def submission_view(submission: Submission) -> SubmissionView:
    """Gather what the desk shows of a submission."""
    statement = rounds.statement_of(submission)
    items = tuple(submission.items.select_related("review").order_by("position"))
    is_open = rounds.is_open(submission, items)
    state = State(items[0].review.state)
    stage = STAGE_OF.get(state) if is_open else None
    return SubmissionView(
        submission=submission,
        statement=statement,
        items=items,
        is_open=is_open,
        state=state,
        stage=stage,
        opinions=tuple(rounds.opinions(submission)),
        findings=tuple(rounds.findings(submission, stage or Stage.FINAL)),
        contributors=facts.written_by(submission),
        drafter=Named(**statement.drafter),
        policy=rounds.policy_of(submission),
        earlier_rounds=tuple(_earlier_rounds(submission)),
    )


def dispositions(submission: Submission) -> QuerySet[Disposition]:
    """Give every disposition of a submission, oldest first."""
    return Disposition.objects.filter(finding__submission=submission).order_by("pk")


def people(*, closed: bool = True) -> QuerySet[Person]:
    """Give the register of people with their accounts."""
    accounts = Prefetch("accounts", queryset=Account.objects.select_related("user"))
    rows = Person.objects.prefetch_related(accounts).order_by("number")
    return rows if closed else rows.filter(closed_at__isnull=True)


def open_withdrawals() -> list[OpenWithdrawal]:
    """Give the withdrawals that wait for their second person, the most urgent first."""
    confirmed = WithdrawalConfirmation.objects.values("release")
    numbers = ReleaseIndex.objects.filter(kind="withdraw").exclude(sequence__in=confirmed)
    found = []
    for row in Release.objects.filter(sequence__in=numbers.values("sequence")).order_by("sequence"):
        header = v1.Release.parse(bytes(row.header))
        at = canonical.read_time(header.released_at)
        found.append(
            OpenWithdrawal(
                row, header.statement, header.page, header.address, at, at + CONFIRM_WITHIN
            )
        )
    return found


def _earlier_rounds(submission: Submission) -> list[Submission]:
    found: list[Submission] = []
    previous = submission.previous
    while previous:
        earlier = Submission.objects.filter(digest=previous).first()
        if earlier is None:
            break
        found.append(earlier)
        previous = earlier.previous
    return found
