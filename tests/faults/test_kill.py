"""A process may die at any moment: the record holds, nothing is half public, work goes on.

SANSHEN_TEST_SEED=7 pytest tests/faults      the same moments again
"""

import os
from pathlib import Path

import pytest

from tests.faults.telling import told_by
from tests.postgres import Server

PATIENCE = 300


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """Give the seed of this run of the tests, which pytest prints at its beginning."""
    return int(request.config.getoption("randomly_seed"))


def died_and_looked(data: Path, seed: int, by_step: int, by_clock: int, **more: str) -> str:
    """Run a series in a process of its own, which has one thread and may be copied."""
    return told_by("series", data, seed, by_step, by_clock, patience=PATIENCE, **more)


def killed(told: str) -> int:
    """Count the deaths that a series told of."""
    return told.count(": killed, left ")


def test_on_sqlite_a_process_may_die_at_any_of_fifty_moments(data: Path, seed: int):
    assert killed(died_and_looked(data, seed, by_step=40, by_clock=10)) >= 45


@pytest.mark.skipif(
    os.environ.get("SANSHEN_TEST_DATABASE") == "postgresql",
    reason="both databases are tried in the run on SQLite",
)
def test_on_postgresql_a_process_may_die_at_any_of_ten_moments(
    data: Path, seed: int, postgresql: Server
):
    told = died_and_looked(data, seed, by_step=7, by_clock=3, SANSHEN_DATABASE_URL=postgresql.url())
    assert killed(told) >= 9
