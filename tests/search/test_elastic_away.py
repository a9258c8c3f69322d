"""Elasticsearch goes and comes back, in the middle of the work."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.db import transaction

from search import outbox
from search.engine import SearchAway
from search.engines.elastic import cluster as clusters
from search.engines.elastic.cluster import Cluster
from search.engines.elastic.engine import ElasticEngine
from search.query import parse
from search.record import SearchRecord
from tests.search.contract import uids
from tests.search.documents import NOW, record
from tests.search.elastic import URL, own_cluster
from tests.search.relay import Relay

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db]


@pytest.fixture
def relay() -> Iterator[Relay]:
    """A way to the server that can be closed."""
    server = urlsplit(URL)
    with Relay(str(server.hostname), int(server.port or 9200)) as relay:
        yield relay


@pytest.fixture
def engine(relay: Relay, monkeypatch: pytest.MonkeyPatch) -> Iterator[ElasticEngine]:
    """An engine that reaches the server that way, and asks again at once."""
    monkeypatch.setattr(clusters, "_FIRST_PAUSE", 0.0)
    monkeypatch.setattr(clusters, "_LONGEST_PAUSE", 0.0)
    with own_cluster() as direct:
        there = Cluster(f"http://127.0.0.1:{relay.port}", direct.alias)
        yield ElasticEngine(there, at_once=True)
        there.client.close()


def load(uid: str) -> SearchRecord | None:
    """Give every item but those that were withdrawn."""
    return None if uid.startswith("withdrawn") else record(uid, sequence=2)


def found(engine: ElasticEngine) -> set[str]:
    """Give all that is found."""
    return set(uids(engine.search(parse("标题"), now=NOW, per_page=100)))


def released(*names: str) -> None:
    """Write the rows of a release."""
    with transaction.atomic():
        for uid in names:
            outbox.enqueue(uid, 2)


def test_what_was_released_meanwhile_is_found_when_the_server_is_back(
    engine: ElasticEngine, relay: Relay
) -> None:
    engine.put([record("stays"), record("withdrawn")])
    relay.close()
    released("born", "withdrawn")
    for asked in (
        lambda: outbox.drain(load, engine),
        lambda: found(engine),
        lambda: engine.suggest("标", now=NOW),
        lambda: engine.holding(["标"], now=NOW),
        engine.unfinished,
    ):
        with pytest.raises(SearchAway, match="does not answer"):
            asked()
    health = engine.health()
    assert (health.documents, health.needs_rebuild) == (None, False)
    assert outbox.pending() == 2
    relay.open()
    assert outbox.drain(load, engine) == 2
    assert found(engine) == {"stays", "born"}
    assert engine.health().ok


def test_a_server_that_goes_during_a_rebuild_leaves_the_old_index(
    engine: ElasticEngine, relay: Relay
) -> None:
    engine.put([record("a"), record("b")])

    def records() -> Iterator[SearchRecord]:
        yield record("a", title="新闻")
        relay.close()

    with pytest.raises(SearchAway):
        engine.rebuild(records())
    relay.open()
    assert found(engine) == {"a", "b"}
    assert engine.health().needs_rebuild
    assert engine.rebuild([record("a")]) == 1
    assert found(engine) == {"a"}
    assert engine.health().ok
