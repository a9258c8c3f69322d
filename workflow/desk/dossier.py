"""Everything that lies before a reviewer: one submission, read from what was frozen and signed."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.http import Http404

from ledger import bodies
from ledger.canonical import short_code
from ledger.formats import v1
from workflow.desk.titles import titles
from workflow.models import PageReview, Submission, SubmissionItem
from workflow.states import STAGE_OF, UNDER_REVIEW, Stage, State


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
        return [
            FrozenPage(place, item, v1.Content.parse(bodies.get(item.content)))
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
        found, previous = [self.row], self.row.previous
        while previous:
            row = Submission.objects.filter(digest=previous).first()
            if row is None:
                break
            found.append(row)
            previous = row.previous
        return found
