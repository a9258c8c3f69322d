"""People doing their work by the commands that the screens call."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import get_user_model
from wagtail.models import Page

from cms import addressing
from cms.freeze import freeze_all
from ledger.models import Release
from tests.support.town import SENTENCE
from workflow import commands
from workflow.models import Account, Opinion, Submission
from workflow.presence import Presence
from workflow.states import STAGES

SIGNERS = ("zhou", "wu", "zheng")


def presence(username: str) -> Presence:
    """Give the presence of somebody who has just signed in."""
    account = Account.objects.select_related("person").get(user__username=username)
    return Presence(account.person, account.pk, "session", datetime.now(UTC))


def save(page: Page, username: str = "lin") -> Page:
    """Save a revision of a page, as the editor does."""
    page.save_revision(user=get_user_model()._default_manager.get(username=username))
    return type(page).objects.get(pk=page.pk)


def hand_in(pages: Sequence[Page], username: str = "lin") -> Submission:
    """Freeze pages and submit them together, as the submit screen does."""
    who = presence(username)
    frozen = freeze_all(pages)
    problems = [str(problem) for item in frozen for problem in item.problems]
    assert not problems, problems
    addressing.give_out(frozen, who.person)
    handed = [item.for_submission() for item in frozen]
    return commands.submit(who, handed, commands.bundle_digest(handed))


def sign(username: str, submission: Submission, stage: str, **changes: Any) -> Opinion:
    """Pass a stage after disposing of whatever proofreading found."""
    who = presence(username)
    for finding in submission.findings.all():
        commands.dispose(who, finding, stage=stage, decision="kept", reason="原文如此")
    arguments = {"shown": submission.digest, "decision": "pass", "words": "同意。"}
    return commands.decide(who, submission, stage=stage, **{**arguments, **changes})


def release(*pages: Page) -> Submission:
    """Bring pages before the public by the way there is: three people sign."""
    submission = hand_in(pages)
    for username, stage in zip(SIGNERS, STAGES, strict=True):
        sign(username, submission, stage)
    return submission


def withdraw(page: Page) -> Release:
    """Take a page away, as 郑岚."""
    return commands.withdraw(
        presence("zheng"), page.review, sentence=SENTENCE, reason="数据有误，正在核实。"
    )
