"""Killed a hundred times between a release and its index, the next process finds everything.

The two ways in which index and outbox are not in one transaction: a file beside PostgreSQL, and a
server. SANSHEN's own database file, in which they are, is killed in `test_kill.py`.
"""

import os
import uuid
from pathlib import Path

import psycopg
import pytest

from search.engines.elastic.cluster import Cluster
from tests.faults.telling import told_by
from tests.postgres import Server
from tests.search.elastic import URL

PATIENCE = 400
TIMES = 100

pytestmark = pytest.mark.skipif(
    os.environ.get("SANSHEN_TEST_DATABASE") == "postgresql",
    reason="each of these names its own database, in the run on SQLite",
)


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """Give the seed of this run of the tests, which pytest prints at its beginning."""
    return int(request.config.getoption("randomly_seed"))


def died_and_found(data: Path, seed: int, times: int, **more: str) -> int:
    """Run a series in a process of its own; give how often it died."""
    told = told_by("search_series", data, seed, times, patience=PATIENCE, **more)
    return told.count(": killed")


def test_with_a_file_beside_postgresql(data: Path, seed: int, postgresql: Server) -> None:
    name = f"found_{uuid.uuid4().hex}"
    with psycopg.connect(postgresql.url(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    killed = died_and_found(data, seed, TIMES, SANSHEN_DATABASE_URL=postgresql.url(name))
    assert killed >= 0.85 * TIMES


@pytest.mark.elasticsearch
def test_with_elasticsearch(data: Path, seed: int) -> None:
    index = f"test-{uuid.uuid4().hex}"
    try:
        killed = died_and_found(
            data,
            seed,
            TIMES,
            SANSHEN_SEARCH_ENGINE="elastic",
            SANSHEN_ELASTICSEARCH_URL=URL,
            SANSHEN_ELASTICSEARCH_INDEX=index,
        )
    finally:
        cluster = Cluster(URL, index)
        cluster.drop()
        cluster.client.close()
    assert killed >= 0.85 * TIMES
