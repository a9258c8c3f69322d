"""What a submission holds: its statement, who wrote it, which opinions stand under it."""

from collections.abc import Iterable
from datetime import datetime

from wagtail.models import Revision

from ledger import bodies, canonical, releases
from ledger.asked import asked
from ledger.formats import v1
from ledger.models import Release
from workflow.models import (
    Contribution,
    Disposition,
    Finding,
    Opinion,
    PageReview,
    Person,
    Submission,
    SubmissionItem,
)
from workflow.rules.facts import Named
from workflow.states import STAGE_OF, STAGES, Stage, State, level


def statement_of(submission: Submission) -> v1.Submission:
    """Give what is signed."""
    return v1.Submission.parse(bytes(submission.statement))


def person(uid: str) -> Person:
    """Read a person anew: name and post are signed as they are now."""
    return Person.objects.get(uid=uid)


def policy_of(submission: Submission) -> v1.Policy:
    """Give the policy that the submission names; a later one does not touch it."""
    return v1.Policy.parse(bodies.get(statement_of(submission).policy))


def places(item: dict[str, object]) -> frozenset[str]:
    """Give the places of an item: its own uid and those of the sections above."""
    return frozenset([str(item["page"]), *item["lineage"]])  # type: ignore[misc]


def round_begins(review: PageReview) -> datetime | None:
    """Give the moment since which contributions belong to the open round, None for always.

    That is when the text of the newest release was submitted. A withdrawn page begins anew: the
    whole text would come before the public again.
    """
    return begun([review.uid]).get(review.uid)


def begun(pages: Iterable[str]) -> dict[str, datetime]:
    """Give that moment for each page by uid; where it is None the page is left out."""
    newest = releases.newest_of(pages)
    headers = {page: releases.header(row) for page, row in newest.items()}
    standing = {page: h.statement for page, h in headers.items() if h.content is not None}
    rows = Submission.objects.filter(digest__in=standing.values())
    at = dict(rows.values_list("digest", "submitted_at"))
    return {page: at[digest] for page, digest in standing.items() if digest in at}


def contributions(reviews: Iterable[PageReview]) -> list[Contribution]:
    """Give the contributions of the open round of some pages, oldest first."""
    pages = {review.pk: review.uid for review in reviews}
    begins = begun(pages.values())
    rows = Contribution.objects.filter(review__in=list(pages)).order_by("at", "pk")
    return [
        row
        for row in rows
        if pages[row.review_id] not in begins or row.at >= begins[pages[row.review_id]]
    ]


def contributors(reviews: Iterable[PageReview]) -> list[Named]:
    """Give whoever put a hand to some pages since their newest releases, sorted by uid."""
    names = {row.person: row.person_name for row in contributions(reviews)}
    return [Named(uid, names[uid]) for uid in sorted(names)]


def revision_name(revision: Revision) -> str:
    """Name a revision so that an overwritten one has another name: ``<pk>@<canonical time>``."""
    return f"{revision.pk}@{canonical.time_text(revision.created_at)}"


def latest_revision(review: PageReview) -> str:
    """Name the latest revision of a page now, or give an empty text."""
    revision = Revision.page_revisions.filter(object_id=str(review.page_id)).order_by(
        "-created_at", "-pk"
    )
    first = revision.first()
    return revision_name(first) if first else ""


def unanswered_revisions(review: PageReview) -> tuple[str, ...]:
    """Name the revisions of the open round that no contribution answers for."""
    begins = round_begins(review)
    rows = Revision.page_revisions.filter(object_id=str(review.page_id)).order_by("created_at")
    latest = latest_revision(review)
    if begins:
        rows = rows.filter(created_at__gte=begins)
    answered = set(
        Contribution.objects.filter(review=review)
        .exclude(revision="")
        .values_list("revision", flat=True)
    )
    names = dict.fromkeys([*map(revision_name, rows), *filter(None, [latest])])
    return tuple(name for name in names if name not in answered)


def opinions(submission: Submission) -> list[tuple[Opinion, bool]]:
    """Give the opinions in their order, each with whether a later return voided it.

    A return voids every pass from its target stage on; to the drafter, all of them.
    """
    return with_voided(Opinion.objects.filter(submission=submission).order_by("ordinal"))


def with_voided(rows: Iterable[Opinion]) -> list[tuple[Opinion, bool]]:
    """Give each opinion of a submission, in their order, with whether a later one voided it."""
    found: list[tuple[Opinion, bool]] = []
    for opinion in rows:
        if opinion.decision == "return":
            first = 0 if opinion.target == "drafter" else level(Stage(opinion.target))
            found = [
                (o, voided or (o.decision == "pass" and level(Stage(o.stage)) >= first))
                for o, voided in found
            ]
        found.append((opinion, False))
    return found


def asked_of(submission: Submission) -> tuple[Stage, ...]:
    """Give what the policy of a submission asks for besides the three stages."""
    return besides(policy_of(submission), statement_of(submission))


def besides(policy: v1.Policy, statement: v1.Submission) -> tuple[Stage, ...]:
    """Give what a policy asks for besides the three stages of a submission."""
    return tuple(map(Stage, asked(policy, statement.items)))


def moved_at(submission: Submission, opinions: Iterable[Opinion]) -> datetime:
    """Say since when the present stage has been waiting: what is signed beside it moves nothing."""
    moments = [o.signed_at for o in opinions if o.decision == "return" or Stage(o.stage) in STAGES]
    return moments[-1] if moments else submission.submitted_at


def standing_opinions(submission: Submission) -> list[Opinion]:
    """Give the opinions that no later return voided, oldest first."""
    return [opinion for opinion, voided in opinions(submission) if not voided]


def standing_passes(submission: Submission) -> dict[Stage, Opinion]:
    """Give the last unvoided pass of each stage, and of each that was signed beside one."""
    return {Stage(o.stage): o for o in standing_opinions(submission) if o.decision == "pass"}


def is_open(submission: Submission, items: Iterable[SubmissionItem]) -> bool:
    """Say whether the round is open: every page of it still has it as its submission."""
    return all(item.review.submission_id == submission.pk for item in items)


def contents(submission: Submission) -> list[v1.Content]:
    """Give the frozen contents of a submission in the order of its items."""
    digests = list(submission.items.order_by("position").values_list("content", flat=True))
    found = bodies.get_many(digests)
    return [v1.Content.parse(found[digest]) for digest in digests]


def stage_now(submission: Submission) -> Stage | None:
    """Give the stage whose turn it is in a submission, None when its round is over."""
    items = list(submission.items.select_related("review").order_by("position"))
    return STAGE_OF.get(State(items[0].review.state)) if is_open(submission, items) else None


def findings(submission: Submission, stage: Stage) -> list[tuple[Finding, Disposition | None]]:
    """Give the findings with the newest disposition that counts at a stage.

    When a return sent the item back to this stage or before it, what was disposed before counts
    no more than the pass it went with: the stage disposes again.
    """
    since = begun_again(Opinion.objects.filter(submission=submission), stage)
    newest: dict[int, Disposition] = {}
    rows = Disposition.objects.filter(finding__submission=submission, stage=stage).order_by("pk")
    for row in rows.filter(at__gt=since) if since else rows:
        newest[row.finding_id] = row
    return [(f, newest.get(f.pk)) for f in submission.findings.order_by("position")]


def begun_again(opinions: Iterable[Opinion], stage: Stage) -> datetime | None:
    """Give the moment of the last return that made a stage begin again, or None."""
    moments = [
        o.signed_at
        for o in opinions
        if o.decision == "return"
        and o.target != "drafter"
        and level(Stage(o.target)) <= level(stage)
    ]
    return max(moments, default=None)


def newest_sequence(page: str) -> int | None:
    """Give the sequence of a page's newest release, or None."""
    newest: Release | None = releases.newest(page)
    return newest.sequence if newest else None
