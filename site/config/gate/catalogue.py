"""The attempts, each declared where it is written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from config.gate.outcome import Outcome, Words

Attempt = Callable[[Any], None]


@dataclass(frozen=True)
class Door:
    """An attempt: what is tried, and how it has to end.

    `expected` is binding: what must be refused is open when nobody refuses it, what must be caught
    is open when nothing notices. What may be harmless may be refused as well.
    """

    number: int
    key: str
    words: Words
    expected: Outcome
    attempt: Attempt
    advice: Words
    notice: Words
    inside: bool


DOORS: dict[str, Door] = {}


def door(
    number: int,
    key: str,
    words: Words,
    expected: Outcome,
    *,
    advice: Words = "",
    notice: Words = "",
    inside: bool = False,
) -> Callable[[Attempt], Attempt]:
    """Declare an attempt.

    Args:
        number: The line of the list of doors, docs/threats.md.
        key: Its name for machines; never changed.
        words: What is tried, for people who know no code.
        expected: How it has to end.
        advice: What to do when it gets through.
        notice: What would notice it, of an attempt that is admitted.
        inside: Whether it needs people and pages of its own, in a transaction.
    """

    def declare(attempt: Attempt) -> Attempt:
        if key in DOORS:
            raise ValueError(f"two attempts are named {key}")
        DOORS[key] = Door(number, key, words, expected, attempt, advice, notice, inside)
        return attempt

    return declare


def in_order() -> list[Door]:
    """Give all attempts, in the order of the list of doors."""
    return sorted(DOORS.values(), key=lambda each: (each.number, each.key))
