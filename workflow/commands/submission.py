"""送审 and 撤回送审: pages go to review as exact content under one digest, or come back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from ledger import bodies, canonical, entries, keys
from ledger.formats import v1
from workflow.commands import reading
from workflow.commands.moves import move_all, reviews_of, subject
from workflow.lexicons import force
from workflow.models import Finding, PageReview, Submission, SubmissionItem, new_uid
from workflow.presence import Presence
from workflow.proofreading.register import VERSION
from workflow.queries import appointed, facts, rounds
from workflow.refusals import raise_if
from workflow.rules import ask
from workflow.rules.facts import SubmittedPage, Submitting
from workflow.rules.submitting import may_recall, may_submit
from workflow.rules.words import unseen_characters
from workflow.signals import recalled, submitted
from workflow.states import State
from workflow.transitions import Verb


@dataclass(frozen=True)
class FrozenPage:
    """One page, frozen outside of the transaction.

    `revision` names the revision that was frozen (``<pk>@<canonical time of its creation>``);
    `problems` are the sentences of whatever could not be frozen.
    """

    review: PageReview
    content: v1.Content
    revision: str
    problems: Sequence[str] = field(default_factory=tuple)


def bundle_digest(frozen: Sequence[FrozenPage]) -> str:
    """Give the digest of what is on the screen before submitting: that of all the contents."""
    digests = sorted(page.content.digest for page in frozen)
    return canonical.digest(canonical.encode([*digests]))


def submit(
    presence: Presence,
    frozen: Sequence[FrozenPage],
    shown: str,
    note: str = "",
    *,
    urgent: bool = False,
) -> Submission:
    """Send pages to review: their exact content, what proofreading found, who wrote it.

    Proofreading opens attachments and reads before the write lock is taken. `urgent` puts the
    submission first on the desk; nothing else changes by it.

    Raises:
        Refused: when the rules have anything against it.
    """
    found = [finding for page in frozen for finding in reading.findings(page.content)]
    return _submit(presence, frozen, found, shown, note, urgent=urgent)


@transaction.atomic
def _submit(
    presence: Presence,
    frozen: Sequence[FrozenPage],
    found: Sequence[v1.Finding],
    shown: str,
    note: str,
    *,
    urgent: bool,
) -> Submission:
    entries.lock()
    moment = entries.now()
    pages = [_fresh(page) for page in frozen]
    policy = appointed.policy_in_force()
    raise_if(
        [
            *may_submit(_facts(presence, pages, moment, shown, has_policy=policy is not None)),
            *ask((unseen_characters,), note),
        ]
    )
    assert policy is not None
    reviews = [page.review for page in pages]
    previous = _previous(pages)
    statement = v1.Submission(
        site=keys.site(),
        uid=new_uid(),
        round=previous.round + 1 if previous else 1,
        previous=previous.digest if previous else None,
        items=tuple(_item(page) for page in pages),
        policy=policy[0].digest,
        contributors=_contributors(reviews, presence),
        drafter=_drafter(reviews[0], presence),
        submitter=presence.ref,
        submitted_at=canonical.time_text(moment),
        findings=tuple(bodies.put(finding.encoded) for finding in found),
        note=bodies.put_words(note.strip()) if note.strip() else None,
    )
    for page in pages:
        bodies.put(page.content.encoded)
    bodies.put(statement.encoded)
    submission = _write(statement, pages, found, moment, urgent=urgent)
    move_all(reviews, Verb.SUBMIT, submission=submission)
    entries.append(
        "submission:opened",
        person=presence.ref,
        subject=subject("submission", submission.uid),
        detail={
            "round": statement.round,
            "pages": len(pages),
            "rules": VERSION,
            "lists": force.edition_line(),
            **({"urgent": True} if urgent else {}),
        },
        covers=[
            submission.digest,
            *(page.content.digest for page in pages),
            *statement.findings,
            statement.note,
        ],
    )
    submitted.send(Submission, submission=submission, presence=presence)
    return submission


@transaction.atomic
def recall(presence: Presence, submission: Submission, shown: str) -> Submission:
    """Take a submission back before the final decision; its pages can be edited again.

    Raises:
        Refused: when the rules have anything against it.
    """
    entries.lock()
    moment = entries.now()
    raise_if(may_recall(facts.recalling(presence, submission, moment, shown=shown)))
    move_all(reviews_of(submission), Verb.RECALL, submission=None)
    entries.append(
        "submission:recalled",
        person=presence.ref,
        subject=subject("submission", submission.uid),
        covers=[submission.digest],
    )
    recalled.send(Submission, submission=submission, presence=presence)
    return submission


def _fresh(page: FrozenPage) -> FrozenPage:
    """Read the working copy again: what the caller holds may be old."""
    review = PageReview.objects.get(pk=page.review.pk)
    return FrozenPage(review, page.content, page.revision, page.problems)


def _facts(
    presence: Presence,
    pages: Sequence[FrozenPage],
    moment: datetime,
    shown: str,
    *,
    has_policy: bool,
) -> Submitting:
    digest = bundle_digest(pages)
    return Submitting(
        signer=appointed.signer(presence, moment, [_places(page.content) for page in pages]),
        moment=moment,
        pages=tuple(_page_facts(page) for page in pages),
        digest=digest,
        shown=shown,
        has_policy=has_policy,
    )


def _page_facts(page: FrozenPage) -> SubmittedPage:
    return SubmittedPage(
        title=page.content.title,
        places=_places(page.content),
        state=State(page.review.state),
        is_its_own=(page.content.page, page.content.address)
        == (page.review.uid, page.review.address),
        revision=page.revision,
        revision_now=rounds.latest_revision(page.review),
        problems=tuple(page.problems),
        unanswered=rounds.unanswered_revisions(page.review),
    )


def _places(content: v1.Content) -> frozenset[str]:
    return frozenset([content.page, *content.lineage])


def _item(page: FrozenPage) -> dict[str, canonical.Json]:
    content = page.content
    return {
        "page": content.page,
        "address": content.address,
        "kind": content.kind,
        "title": content.title,
        "content": content.digest,
        "base": rounds.newest_sequence(page.review.uid),
        "lineage": list(content.lineage),
    }


def _contributors(reviews: list[PageReview], presence: Presence) -> tuple[dict[str, str], ...]:
    """Everybody who worked on the text in this round; who submits it stands behind it too."""
    names = {person.uid: person.name for person in rounds.contributors(reviews)}
    names[presence.person.uid] = presence.person.name
    return tuple({"uid": uid, "name": name} for uid, name in sorted(names.items()))


def _drafter(review: PageReview, presence: Presence) -> dict[str, str]:
    """The drafter is who put the first hand to the first page in this round."""
    for row in rounds.contributions([review]):
        return {"uid": row.person, "name": row.person_name}
    return presence.ref


def _previous(pages: Sequence[FrozenPage]) -> Submission | None:
    """Give the submission before this one that started from the same release, or None."""
    review = pages[0].review
    item = SubmissionItem.objects.filter(review=review).order_by("-pk").first()
    if item is None or item.base != rounds.newest_sequence(review.uid):
        return None
    return item.submission


def _write(
    statement: v1.Submission,
    pages: Sequence[FrozenPage],
    found: Sequence[v1.Finding],
    moment: datetime,
    *,
    urgent: bool,
) -> Submission:
    submission = Submission.objects.create(
        uid=statement.uid,
        digest=statement.digest,
        statement=statement.encoded,
        round=statement.round,
        previous=statement.previous or "",
        submitter=statement.submitter["uid"],
        submitter_name=statement.submitter["name"],
        submitted_at=moment,
        urgent=urgent,
    )
    SubmissionItem.objects.bulk_create(
        SubmissionItem(
            submission=submission,
            review=page.review,
            position=position,
            content=page.content.digest,
            title=page.content.title[:255],
            base=item["base"],
        )
        for position, (page, item) in enumerate(zip(pages, statement.items, strict=True))
    )
    Finding.objects.bulk_create(
        Finding(
            submission=submission,
            position=position,
            digest=finding.digest,
            statement=finding.encoded,
            code=finding.code,
            severity=finding.severity,
        )
        for position, finding in enumerate(found)
    )
    return submission


__all__ = ["FrozenPage", "bundle_digest", "recall", "submit"]
