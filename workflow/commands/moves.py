"""Moving all pages of a submission together."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from workflow.machine import Overtaken, move
from workflow.models import PageReview, Submission
from workflow.refusals import Refused, refusal
from workflow.signals import state_changed
from workflow.states import State
from workflow.transitions import Verb


def move_all(
    reviews: Iterable[PageReview],
    verb: Verb,
    target: State | None = None,
    *,
    submission: Submission | None,
) -> None:
    """Move some working copies by one verb, all or none.

    Raises:
        Refused: when one of them moved meanwhile. The transaction must not go on.
    """
    moved = list(reviews)
    try:
        for review in moved:
            move(review, verb, target, submission=submission)
    except Overtaken as error:
        raise Refused(
            [
                refusal(
                    "overtaken",
                    _(
                        "Somebody else was a moment faster and the item has moved on. Open it "
                        "again."
                    ),
                )
            ]
        ) from error
    state_changed.send(PageReview, reviews=moved)


def reviews_of(submission: Submission) -> list[PageReview]:
    """Read the working copies of a submission anew, in the order of its items."""
    return list(PageReview.objects.filter(items__submission=submission).order_by("items__position"))


def subject(kind: str, uid: str) -> dict[str, str]:
    """Name what an audit entry is about."""
    return {"kind": kind, "uid": uid}
