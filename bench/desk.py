"""Whether the desk answers before a thought is broken off, on an item of 5,000 characters.

The baseline is the number of milliseconds that was promised; the ratio is the promise over the best
of several measurements (whatever else the machine does only adds), so 1 is a promise just kept and
more is better. One process and a database that syncs every commit, as `make run` has it.
"""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from bench.measurement import Measurement
from tests.support import acting, building
from tests.support.installation import Installation
from workflow import commands
from workflow.models import Submission

CHARACTERS = 5_000
ROUNDS = 9
OPENING, SUBMITTING, APPROVING = 300, 500, 200
_LINE = "各区县人民政府、市政府各部门要按照职责分工，认真组织实施，确保各项措施落到实处、见到成效。"
_Result = TypeVar("_Result")


def measure() -> Iterator[Measurement]:
    """Measure opening, submitting and approving."""
    with tempfile.TemporaryDirectory(prefix="sanshen-bench-") as folder:
        town = Installation(Path(folder) / "town")
        with town.use():
            rounds = [_round(town, number) for number in range(ROUNDS + 1)]
    # The first round warms up what a running server has warm.
    opening, submitting, approving = (min(times) for times in zip(*rounds[1:], strict=True))
    for name, seconds, promised in (
        ("opening", opening, OPENING),
        ("submitting", submitting, SUBMITTING),
        ("approving", approving, APPROVING),
    ):
        yield Measurement(
            f"{name} {CHARACTERS} characters: {1000 * seconds:.0f} ms",
            f"{promised} ms promised",
            promised / 1000 / seconds,
            1.0,
        )


def _round(town: Installation, number: int) -> tuple[float, float, float]:
    page = building.article(town.news, f"plan-{number}", f"关于第{number}项规划的公告", text())
    submitting, submission = timed(lambda: acting.hand_in([page]))
    browser = signed_in("zhou")
    opening, _answer = timed(lambda: opened(browser, submission))
    for username, stage in (("zhou", "first"), ("wu", "second")):
        acting.sign(username, submission, stage)
    _dispose("zheng", submission)
    approving, _opinion = timed(lambda: approve(submission))
    return opening, submitting, approving


def text() -> str:
    """Give 5,000 characters in paragraphs of one sentence."""
    lines = [f"{number}.{_LINE}" for number in range(CHARACTERS // (len(_LINE) + 3) + 1)]
    return "\n".join(lines)


def signed_in(username: str) -> Client:
    """Give a browser of somebody who is signed in."""
    client = Client()
    client.force_login(get_user_model()._default_manager.get(username=username))
    return client


def opened(browser: Client, submission: Submission) -> bytes:
    """Open an item, and what stands in its frame."""
    item = browser.get(reverse("desk:item", args=[submission.uid]))
    content = submission.items.get().content
    frame = browser.get(reverse("sanshen_preview_content", args=[content]))
    assert item.status_code == frame.status_code == 200, (item.status_code, frame.status_code)
    return bytes(item.content + frame.content)


def approve(submission: Submission) -> object:
    """Sign the last stage."""
    return commands.decide(
        acting.presence("zheng"),
        submission,
        shown=submission.digest,
        stage="final",
        decision="pass",
        words="同意。",
    )


def timed(work: Callable[[], _Result]) -> tuple[float, _Result]:
    """Do something once and say how many seconds it took."""
    began = perf_counter()
    result = work()
    return perf_counter() - began, result


def _dispose(username: str, submission: Submission) -> None:
    who = acting.presence(username)
    for finding in submission.findings.all():
        commands.dispose(who, finding, stage="final", decision="kept", reason="原文如此")
