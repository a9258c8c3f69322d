"""The four ways an attempt may end. Each attempt names its door and its outcome, and is held to it.

A test tries something through the real channel and asserts the specific reaction through `City`
(`refused`, `caught`, `noticed`). The decorator does the rest: it compares every public byte before
and after, once as the site runs and once after everything was rendered anew in a fresh process.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tests.doors.looking import Look, added

# What no visitor may ever read in this city.
ATTACK = "暗门字样"
REPLACED = "旧版字样"
WITHDRAWN = "撤下字样"
DRAFT = "草稿字样"
LATER = "将来字样"
OPINION = "意见字样"
REASON = "内情字样"
NUMBER = "工号八八八"
SECRETS = (ATTACK, REPLACED, WITHDRAWN, DRAFT, LATER, OPINION, REASON, NUMBER)


class Outcome(StrEnum):
    """How an attempt ends."""

    REFUSED = "refused"
    HARMLESS = "harmless"
    CAUGHT = "caught"
    ADMITTED = "admitted"


REFUSED, HARMLESS, CAUGHT, ADMITTED = Outcome


@dataclass(frozen=True)
class Door:
    """One attempt on one line of the list of doors."""

    number: int
    attempt: str
    outcome: Outcome
    notice: str


TRIED: dict[tuple[str, str], Door] = {}


def door(
    number: int, attempt: str, outcome: Outcome, notice: str = ""
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Declare an attempt on a door, and hold the test to its outcome.

    `notice` says what would notice the attempt; what is merely without effect needs none.
    """

    def mark(attempt_test: Callable[..., None]) -> Callable[..., None]:
        name = (attempt_test.__module__.rpartition(".")[2], attempt_test.__name__)
        TRIED[name] = Door(number, attempt, outcome, notice)

        @functools.wraps(attempt_test)
        def tried(**fixtures: Any) -> None:
            city = fixtures["city"]
            attempt_test(**fixtures)
            settle(outcome, city)

        return tried

    return mark


def settle(outcome: Outcome, city: Any) -> None:
    """Compare what the public sees with what it saw, and ask for the reaction that was claimed."""
    before: Look = city.before
    running = city.look()
    anew = city.start_again().look()
    for look in (running, anew):
        if outcome is not Outcome.ADMITTED:
            leaked = look.holding(SECRETS)
            assert not leaked, leaked
        if outcome in (Outcome.REFUSED, Outcome.HARMLESS):
            assert look.differing(before) == {}
        if outcome is Outcome.CAUGHT:
            assert added(before, look) == {}
    if outcome is Outcome.REFUSED:
        assert city.refusals, "nobody was told anything"
    if outcome is Outcome.CAUGHT:
        assert city.catches, "nothing noticed it"
    if outcome is Outcome.ADMITTED:
        assert city.notices, "nothing would notice it"


def table() -> str:
    """Give the table of docs/threats.md: what was tried, how it ended, what would notice."""
    rows = ["| door | attempt | outcome | what notices it |", "|---|---|---|---|"]
    ordered = sorted(TRIED.items(), key=lambda item: (item[1].number, item[0]))
    for _name, tried in ordered:
        rows.append(
            f"| {tried.number} | {tried.attempt} | {tried.outcome} | {tried.notice or '–'} |"
        )
    return "\n".join(rows)
