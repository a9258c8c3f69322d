"""What a person could do with a page now, and for each verb why not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from ledger import entries, releases
from workflow.commands.withdrawal import confirming_facts, withdrawing_facts
from workflow.models import PageReview, Submission
from workflow.presence import Presence
from workflow.queries import appointed, facts, rounds
from workflow.queries.facts import Look
from workflow.refusals import Refusal
from workflow.rules.facts import Named, Recalling, SubmittedPage, Submitting, Withdrawing
from workflow.rules.handing import may_give
from workflow.rules.signing import may_pass, may_return
from workflow.rules.submitting import may_recall, may_submit, not_under_review
from workflow.rules.withdrawing import (
    may_confirm_withdrawal,
    may_withdraw,
    nothing_to_confirm,
)
from workflow.states import STAGE_OF, Stage, State

SUBMIT, PASS, APPROVE, RETURN = "submit", "pass", "approve", "return"
RECALL, WITHDRAW, CONFIRM, HAND_OVER = "recall", "withdraw", "confirm", "hand_over"


def available(presence: Presence, review: PageReview) -> dict[str, list[Refusal]]:
    """Give for each verb the refusals; a verb without any can be used.

    What a form brings along is taken as good: words, reason, sentence, the digest on the screen.
    `pass` is the stage's own pass; `approve` is in its place at the final stage.
    """
    moment = entries.now()
    review = PageReview.objects.select_related("submission").get(pk=review.pk)
    answers = {
        SUBMIT: _submit(presence, review, moment),
        WITHDRAW: may_withdraw(_withdrawing(presence, review, moment)),
        CONFIRM: _confirm(presence, review, moment),
    }
    submission = review.submission
    stage = STAGE_OF.get(State(review.state))
    if submission is None or stage is None:
        over = [not_under_review(State(review.state))]
        return answers | dict.fromkeys((PASS, APPROVE, RETURN, RECALL), over)
    asked = facts.recalling(presence, submission, moment, shown=submission.digest)
    passes = _signing(presence, submission, moment, may_pass)
    return answers | {
        PASS: passes(stage if stage is not Stage.FINAL else Stage.SECOND),
        APPROVE: passes(Stage.FINAL),
        RETURN: _signing(presence, submission, moment, may_return)(stage),
        RECALL: may_recall(asked),
    }


def reviewing(seen: Look, stage: Stage) -> dict[str, list[Refusal]]:
    """Give for each verb of a reviewer, and for recalling, the refusals, from one look.

    The stage is the one whose turn it is. As with `available`, what a form brings along is good.
    """
    submission = seen.found.submission
    asked = facts.signing_seen(
        seen, stage, shown=submission.digest, words="-", target=State.RETURNED
    )
    recalling = Recalling(
        signer=asked.signer,
        submitter=Named(submission.submitter, submission.submitter_name),
        is_open=asked.is_open,
        state=asked.state,
        digest=asked.digest,
        shown=asked.shown,
    )
    return {
        APPROVE if stage is Stage.FINAL else PASS: may_pass(asked),
        RETURN: may_return(asked),
        HAND_OVER: may_give(asked),
        RECALL: may_recall(recalling),
    }


def _signing(
    presence: Presence,
    submission: Submission,
    moment: datetime,
    rules: Callable[..., list[Refusal]],
) -> Callable[[Stage], list[Refusal]]:
    def at(stage: Stage) -> list[Refusal]:
        return rules(
            facts.signing(
                presence,
                submission,
                stage,
                moment,
                shown=submission.digest,
                words="-",
                target=State.RETURNED,
            )
        )

    return at


def _submit(presence: Presence, review: PageReview, moment: datetime) -> list[Refusal]:
    sections = _sections_above(review)
    places = frozenset([review.uid, *sections])
    revision = rounds.latest_revision(review)
    page = SubmittedPage(
        title=review.page.title,
        places=places,
        state=State(review.state),
        is_its_own=True,
        revision=revision,
        revision_now=revision,
        unanswered=rounds.unanswered_revisions(review),
    )
    return may_submit(
        Submitting(
            signer=appointed.signer(presence, moment, [places]),
            moment=moment,
            pages=(page,),
            digest="",
            shown="",
            has_policy=appointed.policy_in_force() is not None,
        )
    )


def _sections_above(review: PageReview) -> list[str]:
    """Give the uids of the pages above in the workspace, as freezing will write them."""
    above = review.page.get_ancestors()
    return list(PageReview.objects.filter(page__in=above).values_list("uid", flat=True))


def _withdrawing(presence: Presence, review: PageReview, moment: datetime) -> Withdrawing:
    asked = withdrawing_facts(presence, review, moment, sentence="-", reason="-")
    return replace(asked, sentences=frozenset({"-"}))


def _confirm(presence: Presence, review: PageReview, moment: datetime) -> list[Refusal]:
    newest = releases.newest(review.uid)
    if newest is None:
        return [nothing_to_confirm()]
    return may_confirm_withdrawal(confirming_facts(presence, newest, moment))
