"""People doing their work, by the commands that the desk calls."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import get_user_model
from wagtail.models import Page

from cms import addressing
from cms.freeze import freeze_all
from ledger.models import Release
from tests.doors.outcome import OPINION, REASON
from workflow import commands
from workflow.models import Account, Opinion, Submission
from workflow.presence import Presence
from workflow.states import STAGES

SENTENCE = "checking"


def user(username: str) -> Any:
    """Give an account by its user name."""
    return get_user_model()._default_manager.get(username=username)


def presence(username: str) -> Presence:
    """Give the presence of somebody who has just signed in."""
    account = Account.objects.select_related("person").get(user__username=username)
    return Presence(account.person, account.pk, "session", datetime.now(UTC))


def save(page: Page, username: str | None = "lin", **changes: Any) -> Page:
    """Change a page and save a revision of it, as the editor does."""
    page = page.get_latest_revision_as_object() if page.latest_revision_id else page
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision(user=user(username) if username else None)
    return type(page).objects.get(pk=page.pk)


def hand_in(username: str, pages: Sequence[Page], note: str = "") -> Submission:
    """Freeze pages and submit them together, as the submit screen does."""
    frozen = freeze_all(pages)
    problems = [str(problem) for item in frozen for problem in item.problems]
    assert not problems, problems
    addressing.give_out(frozen, presence(username).person)
    handed = [item.for_submission() for item in frozen]
    return commands.submit(presence(username), handed, commands.bundle_digest(handed), note)


def sign(username: str, submission: Submission, stage: str, **changes: Any) -> Opinion:
    """Pass a stage after disposing of whatever proofreading found."""
    who = presence(username)
    for finding in submission.findings.all():
        commands.dispose(who, finding, stage=stage, decision="kept", reason="原文如此")
    arguments = {"shown": submission.digest, "decision": "pass", "words": f"同意。{OPINION}"}
    return commands.decide(who, submission, stage=stage, **{**arguments, **changes})


def release(
    *pages: Page, by: str = "lin", signers: Sequence[str] = ("zhou", "wu", "zheng")
) -> Submission:
    """Bring pages before the public by the way there is: three people sign."""
    submission = hand_in(by, pages)
    for username, stage in zip(signers, STAGES, strict=True):
        sign(username, submission, stage)
    return submission


def withdraw(page: Page, by: str = "zheng") -> Release:
    """Take a page away."""
    return commands.withdraw(presence(by), page.review, sentence=SENTENCE, reason=f"核实。{REASON}")
