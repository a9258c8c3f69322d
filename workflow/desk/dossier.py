"""Everything that lies before a reviewer: one submission, read from what was frozen and signed."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.http import Http404

from ledger import bodies
from ledger.canonical import short_code
from ledger.formats import v1
from workflow import queries
from workflow.models import Opinion, PageReview, Submission, SubmissionItem
from workflow.presence import Presence
from workflow.queries import handing, rounds
from workflow.queries.facts import Look
from workflow.queries.titles import titles
from workflow.rules.facts import Named
from workflow.states import STAGE_OF, UNDER_REVIEW, Stage, State, missing_beside

#: Characters that somebody who reads closely reads in a minute.
PER_MINUTE = 400
#: Files of these kinds are looked at in the page itself.
SEEN_IN_PAGE = ("image/", "video/", "text/vtt")


@dataclass(frozen=True)
class FrozenPage:
    """One page of the submission with its frozen content; positions count from 1 on screen."""

    position: int
    item: SubmissionItem
    content: v1.Content

    @property
    def title(self) -> str:
        """The frozen title."""
        return self.content.title


class Dossier:
    """One submission as the desk shows it."""

    def __init__(self, row: Submission) -> None:
        """Read the statement; contents are read when asked for."""
        self.row = row
        self.statement = v1.Submission.parse(bytes(row.statement))
        self._seen: Look | None = None

    @classmethod
    def find(cls, uid: str) -> "Dossier":
        """Find a submission by uid, or answer that there is none."""
        row = Submission.objects.filter(uid=uid).first()
        if row is None:
            raise Http404
        return cls(row)

    @property
    def uid(self) -> str:
        """The uid, as in the address."""
        return self.row.uid

    @property
    def digest(self) -> str:
        """What is signed."""
        return self.row.digest

    @property
    def code(self) -> str:
        """The short code that people compare by eye."""
        return short_code(self.row.digest)

    @property
    def drafter(self) -> str:
        """The drafter's name."""
        return self.statement.drafter["name"]

    @property
    def submitter(self) -> str:
        """The submitter's name."""
        return self.row.submitter_name

    @property
    def submitted_at(self) -> datetime:
        """When it was submitted."""
        return self.row.submitted_at

    @cached_property
    def items(self) -> list[SubmissionItem]:
        """The pages' rows in order, with their working copies."""
        return list(self.row.items.select_related("review", "review__page").order_by("position"))

    @cached_property
    def pages(self) -> list[FrozenPage]:
        """The pages with their frozen contents."""
        found = bodies.get_many(item.content for item in self.items)
        return [
            FrozenPage(place, item, v1.Content.parse(found[item.content]))
            for place, item in enumerate(self.items, start=1)
        ]

    @property
    def review(self) -> PageReview:
        """The working copy of the first page; the pages of a bundle move together."""
        return self.items[0].review

    @property
    def title(self) -> str:
        """The title of the first page."""
        return self.items[0].title

    @property
    def is_open(self) -> bool:
        """Say whether this very submission is under review."""
        return all(
            item.review.submission_id == self.row.pk and item.review.state in UNDER_REVIEW
            for item in self.items
        )

    @property
    def stage(self) -> Stage | None:
        """The stage whose turn it is, or None when it is closed."""
        return STAGE_OF[State(self.review.state)] if self.is_open else None

    @cached_property
    def policy(self) -> v1.Policy:
        """The review policy that it was submitted by; a later one does not touch it."""
        return rounds.policy_of(self.row)

    @cached_property
    def asked(self) -> tuple[Stage, ...]:
        """What that policy asks for besides the three stages."""
        return rounds.besides(self.policy, self.statement)

    @cached_property
    def missing(self) -> tuple[Stage, ...]:
        """What still has to be signed beside the stage whose turn it is."""
        standing = {o.stage for o, void in self.opinions if o.decision == "pass" and not void}
        return missing_beside(self.stage, self.asked, standing)

    @cached_property
    def acting(self) -> Stage | None:
        """The stage at which whoever looks at it signs: that whose turn it is, until `stand`."""
        return self.stage

    def stand(self, who: Presence, wanted: str = "") -> tuple[Stage, ...]:
        """Put somebody at the stage that they could sign, of several at the one they want; give
        what they could sign."""
        self._seen = queries.look(who, self.row)
        able = queries.stages_seen(self._seen)
        if wanted in able:
            self.acting = Stage(wanted)
        elif able:
            self.acting = able[0]
        return able

    def seen_by(self, who: Presence) -> Look:
        """Give the look that was taken when they were put at their stage, or take one."""
        return self._seen or queries.look(who, self.row)

    @property
    def lineage(self) -> tuple[str, ...]:
        """The sections above the first page, from the top down."""
        return tuple(self.statement.items[0]["lineage"])

    @cached_property
    def section(self) -> str:
        """The names of the sections above the first page."""
        found = titles(self.lineage)
        return " › ".join(found.get(uid, uid) for uid in self.lineage)

    @cached_property
    def characters(self) -> int:
        """How much there is to read, in characters of text."""
        return sum(len(page.content.text) for page in self.pages)

    @cached_property
    def rounds(self) -> list[Submission]:
        """This round and the rounds before it, newest first."""
        every = Submission.objects.filter(items__review=self.items[0].review)
        by_digest = {row.digest: row for row in every}
        found, previous = [self.row], self.row.previous
        while previous in by_digest:
            found.append(by_digest[previous])
            previous = by_digest[previous].previous
        return found

    @cached_property
    def newer(self) -> Submission | None:
        """The newest round of the first page, when there is one after this."""
        after = Submission.objects.filter(
            items__review=self.items[0].review, round__gt=self.row.round
        )
        return after.order_by("-round").first()

    @cached_property
    def signed(self) -> dict[int, list[tuple[Opinion, bool]]]:
        """The opinions of every round by its primary key, each with whether it was voided."""
        found: dict[int, list[Opinion]] = {row.pk: [] for row in self.rounds}
        for opinion in Opinion.objects.filter(submission__in=found).order_by("ordinal"):
            found[opinion.submission_id].append(opinion)
        return {pk: rounds.with_voided(rows) for pk, rows in found.items()}

    @property
    def opinions(self) -> list[tuple[Opinion, bool]]:
        """The opinions of this round in their order, each with whether it was voided."""
        return self.signed[self.row.pk]

    @cached_property
    def named(self) -> Named | None:
        """To whom the present stage was handed over last."""
        return handing.named(self.row, self.acting) if self.acting else None

    @property
    def minutes(self) -> int:
        """About how long it takes to read everything once."""
        return max(1, round(self.characters / PER_MINUTE))

    @cached_property
    def files(self) -> list["AttachedFile"]:
        """The files that readers can open, in their order, each once."""
        found: dict[str, AttachedFile] = {}
        for page in self.pages:
            for asset in page.content.assets:
                if not asset["media_type"].startswith(SEEN_IN_PAGE):
                    file = AttachedFile(len(found) + 1, asset["digest"], asset["name"])
                    found.setdefault(
                        asset["digest"], replace(file, size=int(asset["size"]), on=page.position)
                    )
        return list(found.values())


@dataclass(frozen=True)
class AttachedFile:
    """A file that the page links to and does not show."""

    number: int
    digest: str
    name: str
    size: int = 0
    on: int = 1
