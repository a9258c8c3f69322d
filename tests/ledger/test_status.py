"""Public status, by hand: what was released when, and what the public sees at a moment."""

from datetime import UTC, datetime

import pytest

from ledger import status
from ledger.formats import v1
from ledger.status import PublicStatus

NEVER, SCHEDULED, PUBLIC, ENDED, WITHDRAWN = PublicStatus
A = "sha256:" + "a" * 64


def day(number: int) -> datetime:
    return datetime(2026, 12, number, tzinfo=UTC)


def text(number: int | None) -> str | None:
    return None if number is None else f"2026-12-{number:02}T00:00:00.000000Z"


def header(
    sequence: int, at: int, since: int | None = None, until: int | None = None
) -> v1.Release:
    """A release of day `at`, in force from day `since` until before day `until`."""
    signed = {"digest": A, "scheme": v1.SCHEME, "key": "ed25519:" + "0" * 16, "signature": "00"}
    return v1.Release(
        site="site", sequence=sequence, page="page", kind="publish", address="/a", content=A,
        assets=(), statement=A, opinions=(signed,) * 3, live_from=text(since),
        live_until=text(until), base=None, audit=1, released_at=text(at) or "", previous=None,
        key="ed25519:" + "0" * 16,
    )  # fmt: skip


def withdrawal(sequence: int, at: int) -> v1.Release:
    return v1.Release(
        site="site", sequence=sequence, page="page", kind="withdraw", address="/a", content=None,
        assets=(), statement=A, opinions=(), live_from=None, live_until=None, base=1, audit=1,
        released_at=text(at) or "", previous=None, key="ed25519:" + "0" * 16,
    )  # fmt: skip


AT_ONCE = header(1, at=5)
LATER = header(1, at=5, since=10)
FOR_A_WHILE = header(1, at=5, since=10, until=20)
CORRECTED = header(2, at=7)
CORRECTED_LATER = header(2, at=7, since=15)
CORRECTED_FOR_A_WHILE = header(2, at=7, until=12)

# releases, day, status, which release is in force, was it ever public
TABLE: list[tuple[list[v1.Release], int, PublicStatus, int | None, bool]] = [
    ([], 5, NEVER, None, False),
    ([AT_ONCE], 5, PUBLIC, 1, True),
    ([AT_ONCE], 31, PUBLIC, 1, True),
    ([LATER], 9, SCHEDULED, None, False),
    ([LATER], 10, PUBLIC, 1, True),
    ([FOR_A_WHILE], 9, SCHEDULED, None, False),
    ([FOR_A_WHILE], 19, PUBLIC, 1, True),
    ([FOR_A_WHILE], 20, ENDED, None, True),
    # A correction takes the place of what it corrects, at once or when its time comes.
    ([AT_ONCE, CORRECTED], 7, PUBLIC, 2, True),
    ([CORRECTED, AT_ONCE], 7, PUBLIC, 2, True),
    ([AT_ONCE, CORRECTED_LATER], 14, PUBLIC, 1, True),
    ([AT_ONCE, CORRECTED_LATER], 15, PUBLIC, 2, True),
    ([LATER, CORRECTED], 8, PUBLIC, 2, True),
    ([LATER, CORRECTED], 11, PUBLIC, 2, True),
    ([LATER, CORRECTED_LATER], 9, SCHEDULED, None, False),
    ([LATER, CORRECTED_LATER], 12, PUBLIC, 1, True),
    # What a correction ended does not come back with the older text.
    ([AT_ONCE, CORRECTED_FOR_A_WHILE], 11, PUBLIC, 2, True),
    ([AT_ONCE, CORRECTED_FOR_A_WHILE], 12, ENDED, None, True),
    ([FOR_A_WHILE, header(2, at=21, since=25)], 22, SCHEDULED, None, True),
    # A correction released after a scheduled one takes its place too.
    ([AT_ONCE, CORRECTED_LATER, header(3, at=8)], 16, PUBLIC, 3, True),
    # A withdrawal ends everything before it, also what was only scheduled.
    ([AT_ONCE, withdrawal(2, at=8)], 8, WITHDRAWN, None, True),
    ([LATER, withdrawal(2, at=8)], 11, WITHDRAWN, None, False),
    ([AT_ONCE, CORRECTED_LATER, withdrawal(3, at=8)], 16, WITHDRAWN, None, True),
    ([FOR_A_WHILE, withdrawal(2, at=21)], 22, WITHDRAWN, None, True),
    # Only what is released after a withdrawal is public again.
    ([AT_ONCE, withdrawal(2, at=8), header(3, at=9)], 9, PUBLIC, 3, True),
    ([AT_ONCE, withdrawal(2, at=8), header(3, at=9, since=12)], 10, SCHEDULED, None, True),
    ([AT_ONCE, withdrawal(2, at=8), header(3, at=9, until=12)], 13, ENDED, None, True),
    ([withdrawal(2, at=8), AT_ONCE], 9, WITHDRAWN, None, True),
]


@pytest.mark.parametrize(("headers", "today", "expected", "in_force", "ever"), TABLE)
def test_what_the_public_sees(
    headers: list[v1.Release], today: int, expected: PublicStatus, in_force: int | None, ever: bool
) -> None:
    assert status.status(headers, day(today)) is expected
    current = status.current(headers, day(today))
    assert (current.sequence if current else None) == in_force
    assert status.was_public(headers, day(today)) is ever


@pytest.mark.parametrize(
    ("headers", "today", "expected"),
    [
        ([], 1, None),
        ([AT_ONCE], 5, None),
        ([LATER], 5, 10),
        ([LATER], 10, None),
        ([FOR_A_WHILE], 10, 20),
        ([AT_ONCE, CORRECTED_LATER], 7, 15),
        ([LATER, withdrawal(2, at=8)], 8, None),
    ],
)
def test_when_the_clock_changes_it(
    headers: list[v1.Release], today: int, expected: int | None
) -> None:
    moment = status.next_change(headers, day(today))
    assert moment == (None if expected is None else day(expected))
