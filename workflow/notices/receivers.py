"""Who is told what when something happens in review. The rows are part of the act."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from ledger import entries, releases
from ledger.models import Release
from workflow import queries, signals
from workflow.commands.withdrawal import confirming_facts
from workflow.models import Handover, Opinion, PageReview, Person, Submission, SubmissionItem
from workflow.notices import mail
from workflow.notices.kinds import Kind
from workflow.notices.telling import News, called, settle, tell
from workflow.presence import Presence
from workflow.queries import absent, deadlines, rounds
from workflow.queries.appointed import holders
from workflow.queries.handing import of as presence_of
from workflow.queries.lists import CONFIRM_WITHIN
from workflow.roles import Duty
from workflow.rules.withdrawing import may_confirm_withdrawal
from workflow.states import BESIDE, STAGES, Stage


@receiver(signals.submitted, dispatch_uid="workflow.notices.submitted")
def submitted(submission: Submission, presence: Presence, **kwargs: Any) -> None:
    """Tell the first reviewers of these sections."""
    _call(submission, Stage.FIRST, presence, submission.submitted_at, ordinal=0)
    _send()


@receiver(signals.decided, dispatch_uid="workflow.notices.decided")
def decided(opinion: Opinion, submission: Submission, presence: Presence, **kwargs: Any) -> None:
    """Tell the next stage, the stage it goes back to, or those who wrote and submitted it."""
    stage = rounds.stage_now(submission)
    if opinion.decision == "pass" and Stage(opinion.stage) not in STAGES:
        # What is signed beside a stage leaves the others where they are.
        settle(submission.uid, opinion.signed_at, stage=opinion.stage)
        return
    settle(submission.uid, opinion.signed_at)
    if stage is not None:
        _call(submission, stage, presence, opinion.signed_at, ordinal=opinion.ordinal)
    else:
        back = opinion.decision == "return"
        news = News(
            kind=Kind.RETURNED if back else Kind.RELEASED,
            key=submission.uid,
            title=title_of(submission),
            at=opinion.signed_at,
            submission=submission.uid,
            stage=opinion.stage,
            by_name=opinion.person_name,
            words=opinion.words if back else "",
            urgent=submission.urgent,
        )
        tell(_authors(submission, presence), news)
    _send()


@receiver(signals.handed_over, dispatch_uid="workflow.notices.handed_over")
def handed_over(handover: Handover, submission: Submission, **kwargs: Any) -> None:
    """Tell the person it was handed to; the others need not look any more."""
    settle(submission.uid, handover.at)
    news = News(
        kind=Kind.HANDED,
        key=f"{submission.uid}:{handover.pk}",
        title=title_of(submission),
        at=handover.at,
        submission=submission.uid,
        stage=handover.stage,
        by_name=handover.person_name,
        due=deadlines.due(_since(submission)),
        urgent=submission.urgent,
    )
    tell(Person.objects.filter(uid=handover.to), news)
    _send()


@receiver(signals.recalled, dispatch_uid="workflow.notices.recalled")
def recalled(submission: Submission, presence: Presence, **kwargs: Any) -> None:
    """Tell those who were asked to sign it that there is nothing to sign."""
    moment = entries.now()
    people = called(submission.uid)
    settle(submission.uid, moment)
    news = News(
        kind=Kind.RECALLED,
        key=submission.uid,
        title=title_of(submission),
        at=moment,
        submission=submission.uid,
        by_name=presence.person.name,
    )
    tell([person for person in people if person.uid != presence.person.uid], news)
    _send()


@receiver(signals.withdrawn, dispatch_uid="workflow.notices.withdrawn")
def withdrawn(release: Release, review: PageReview, presence: Presence, **kwargs: Any) -> None:
    """Tell the final reviewers, of whom one must confirm, and those who wrote it."""
    moment = entries.now()
    items = SubmissionItem.objects.filter(review=review).select_related("submission")
    last = items.order_by("-pk").first()
    about = {
        "key": f"{release.sequence}",
        "title": last.title if last else releases.header(release).address,
        "at": moment,
        "page": review.uid,
        "by_name": presence.person.name,
    }
    final = Person.objects.filter(uid__in=holders(Duty.FINAL, moment))
    able = [
        person
        for person in final
        if not may_confirm_withdrawal(confirming_facts(presence_of(person), release, moment))
    ]
    tell(able, News(kind=Kind.CONFIRM, due=moment + CONFIRM_WITHIN, **about))
    if last is not None:
        settle(last.submission.uid, moment)
        tell(_authors(last.submission, presence), News(kind=Kind.WITHDRAWN, **about))
    _send()


def overdue() -> int:
    """Tell the reviewers of each stage that has had more than its time; give how many stages."""
    late = [each for each in queries.in_progress() if deadlines.overdue(each.since)]
    for each in late:
        assert each.stage is not None
        for stage in (*each.missing, each.stage):
            news = News(
                kind=Kind.OVERDUE,
                key=f"{each.submission.uid}:{stage}:{len(each.opinions)}",
                title=title_of(each.submission),
                at=entries.now(),
                submission=each.submission.uid,
                stage=stage.value,
                by_name=_away(each.submission, stage),
                due=deadlines.due(each.since),
                urgent=each.submission.urgent,
            )
            tell(_expected(each.submission, stage), news)
    return len(late)


def title_of(submission: Submission) -> str:
    """Name a submission by the title of its first page."""
    return str(submission.items.order_by("position").values_list("title", flat=True)[0])


def _call(
    submission: Submission, stage: Stage, presence: Presence, since: datetime, *, ordinal: int
) -> None:
    """Tell everybody who could sign a stage, or what is asked for beside it, that it is their
    turn."""
    for each in (*_beside(submission, stage), stage):
        news = News(
            kind=Kind.TURN,
            key=f"{submission.uid}:{each}:{ordinal}",
            title=title_of(submission),
            at=since,
            submission=submission.uid,
            stage=each.value,
            by_name=presence.person.name,
            due=deadlines.due(since),
            urgent=submission.urgent,
        )
        tell(_expected(submission, each), news)


def _beside(submission: Submission, stage: Stage) -> tuple[Stage, ...]:
    return tuple(each for each in rounds.asked_of(submission) if BESIDE[each] is stage)


def _expected(submission: Submission, stage: Stage) -> Iterable[Person]:
    """Give whom a stage was handed to, or everybody who could sign it."""
    handover = submission.handovers.filter(stage=stage.value).order_by("-pk").first()
    people = queries.eligible(submission, stage)
    away = absent.away(person.uid for person in people)
    named = [person for person in people if handover and person.uid == handover.to]
    here = [person for person in people if person.uid not in away]
    # Whoever is away is not waited for, unless there is nobody else.
    return [person for person in named if person.uid not in away] or here or named or people


def _away(submission: Submission, stage: Stage) -> str:
    """Name those who could sign a stage and are away."""
    people = queries.eligible(submission, stage)
    gone = absent.away(person.uid for person in people)
    return "、".join(person.name for person in people if person.uid in gone)[:100]


def _authors(submission: Submission, presence: Presence) -> Iterable[Person]:
    """Give drafter and submitter, without whoever did it."""
    statement = rounds.statement_of(submission)
    uids = {statement.drafter["uid"], statement.submitter["uid"]} - {presence.person.uid}
    return Person.objects.filter(uid__in=uids)


def _since(submission: Submission) -> datetime:
    return rounds.moved_at(submission, submission.opinions.order_by("ordinal"))


def _send() -> None:
    """Send what is due once all of this is true for everybody."""
    transaction.on_commit(mail.send_quietly, robust=True)
