"""The engine for large portals, on a real server."""

import threading
from collections.abc import Iterator

import pytest

from search.engine import Engine, SearchAway
from search.engines.elastic import rebuilding, writing
from search.engines.elastic.cluster import Cluster
from search.engines.elastic.engine import ElasticEngine
from search.filters import FACETS
from search.query import parse
from search.record import SearchRecord
from tests.search.contract import EngineContract, uids
from tests.search.documents import NOW, corpus, record
from tests.search.elastic import own_cluster
from tests.search.relevance import RelevanceContract

pytestmark = pytest.mark.elasticsearch


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """The server with a name of its own."""
    with own_cluster() as cluster:
        yield cluster


@pytest.fixture(scope="module")
def town() -> Iterator[Engine]:
    """The items of Xihe, which the tests of relevance only read."""
    with own_cluster() as cluster:
        engine = ElasticEngine(cluster, at_once=True)
        engine.put(corpus())
        yield engine


class TestContract(EngineContract):
    """What every engine must do."""

    @pytest.fixture
    def engine(self, cluster: Cluster) -> Engine:
        return ElasticEngine(cluster, at_once=True)


class TestRelevance(RelevanceContract):
    """What comes first."""

    @pytest.fixture
    def filled(self, town: Engine) -> Engine:
        return town


@pytest.fixture
def engine(cluster: Cluster) -> ElasticEngine:
    return ElasticEngine(cluster, at_once=True)


def found(engine: Engine, text: str) -> set[str]:
    """Search and give the uids."""
    return set(uids(engine.search(parse(text), now=NOW, per_page=100)))


def test_a_write_that_comes_late_never_brings_back_what_was_withdrawn(engine: ElasticEngine):
    engine.put([record("a", sequence=3)])
    engine.remove(["a"], sequences={"a": 5})
    engine.put([record("a", sequence=4)])
    assert found(engine, "标题") == set()
    engine.put([record("a", sequence=6)])
    assert found(engine, "标题") == {"a"}


def test_a_withdrawal_that_comes_late_never_takes_what_was_released_again(engine: ElasticEngine):
    engine.put([record("a", sequence=6)])
    engine.remove(["a"], sequences={"a": 5})
    assert found(engine, "标题") == {"a"}


def test_a_withdrawal_that_comes_before_its_release_holds(engine: ElasticEngine):
    engine.remove(["a"], sequences={"a": 5})
    engine.put([record("a", sequence=4)])
    assert found(engine, "标题") == set()
    assert engine.health().documents == 0


def test_what_was_withdrawn_leaves_no_text_on_the_server(engine: ElasticEngine, cluster: Cluster):
    engine.put([record("a", title="停水")])
    engine.remove(["a"])
    kept = cluster.client.get(index=cluster.alias, id="a")["_source"]
    assert kept == {"uid": "a", "sequence": 1, "removed": True}


def test_a_rebuild_leaves_one_index_and_no_marks(engine: ElasticEngine, cluster: Cluster):
    engine.put([record("a"), record("b")])
    before = cluster.index()
    engine.remove(["b"])
    assert engine.rebuild([record("a")]) == 1
    assert cluster.index() != before
    assert cluster.unnamed() == []
    assert not cluster.client.exists(index=cluster.alias, id="b")


def test_a_rebuild_that_was_cut_off_is_gone_on_with(
    engine: ElasticEngine, monkeypatch: pytest.MonkeyPatch
):
    engine.put([record(f"u{n}") for n in range(5)])

    def cut_off() -> Iterator[SearchRecord]:
        for number in range(5):
            if number == 3:
                raise InterruptedError
            yield record(f"u{number}")

    # One write at a time, so that those before the end are on the server.
    monkeypatch.setattr(writing, "BATCH", 1)
    with pytest.raises(InterruptedError):
        engine.rebuild(cut_off())
    done = engine.unfinished()
    assert {"u0", "u1"} <= done < {f"u{n}" for n in range(5)}
    engine.put([record("u0", sequence=2, title="新闻")])
    engine.remove(["u1"])
    rest = [record(f"u{n}") for n in range(5) if f"u{n}" not in done]
    assert engine.rebuild(rest, resume=True) == 4
    assert found(engine, "新闻") == {"u0"}
    assert found(engine, "标题") == {"u2", "u3", "u4"}
    assert engine.unfinished() == frozenset()
    assert engine.health().ok


def test_a_rebuild_that_was_cut_off_at_its_very_end_is_begun_again(
    engine: ElasticEngine, cluster: Cluster
):
    engine.put([record("a")])
    cluster.client.indices.add_block(index=cluster.index() or "", block="write")
    with pytest.raises(SearchAway):
        engine.put([record("b")])
    assert found(engine, "标题") == {"a"}
    assert engine.rebuild([record("a"), record("b")]) == 2
    engine.put([record("c")])
    assert found(engine, "标题") == {"a", "b", "c"}


def test_an_index_of_another_analyzer_asks_for_a_rebuild(engine: ElasticEngine, cluster: Cluster):
    engine.put([record("a")])
    cluster.client.indices.put_mapping(index=cluster.alias, meta={"analyzer": 0})
    assert engine.health().needs_rebuild
    engine.rebuild([record("a")])
    assert engine.health().ok


def test_an_index_that_went_is_a_problem_and_is_made_again(engine: ElasticEngine, cluster: Cluster):
    assert engine.health().needs_rebuild
    engine.put([record("a")])
    assert engine.health().ok
    cluster.client.indices.delete(index=cluster.index() or "")
    assert engine.health().needs_rebuild
    engine.put([record("a")])
    assert found(engine, "标题") == {"a"}


def test_writers_and_a_rebuild_beside_each_other_lose_nothing(engine: ElasticEngine):
    engine.put([record(f"u{n}") for n in range(20)])
    failures: list[BaseException] = []

    def write(first: int) -> None:
        try:
            for number in range(first, first + 30):
                while True:
                    try:
                        engine.put([record(f"w{number}", title="新闻")])
                        break
                    except SearchAway:
                        # The moment in which the alias moves; the outbox would try again.
                        continue
        except BaseException as error:
            failures.append(error)

    writers = [threading.Thread(target=write, args=(first,)) for first in (0, 30)]

    def records() -> Iterator[SearchRecord]:
        for writer in writers:
            writer.start()
        yield from (record(f"u{n}") for n in range(20))

    engine.rebuild(records())
    for writer in writers:
        writer.join()
    assert failures == []
    assert len(found(engine, "新闻")) == 60
    assert len(found(engine, "标题")) == 20


def test_several_batches_are_taken_up(engine: ElasticEngine, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(writing, "BATCH", 7)
    engine.put(record(f"u{n}") for n in range(50))
    assert engine.search(parse("标题"), now=NOW).total == 50


def test_a_write_that_the_server_refuses_is_said_so(engine: ElasticEngine, cluster: Cluster):
    cluster.ensure()
    with cluster.asking() as client, pytest.raises(SearchAway, match="refuses item a"):
        writing.send(client, cluster.alias, [{"_id": "a", "_source": {"nothing": "we know"}}])


def test_every_counted_filter_is_a_field(cluster: Cluster):
    (said,) = cluster.client.indices.get_mapping(index=cluster.ensure()).values()
    assert set(FACETS) <= set(said["mappings"]["properties"])


def test_what_an_index_is_noted_with_is_read_back(engine: ElasticEngine, cluster: Cluster):
    engine.put([record("a")])
    assert set(rebuilding.meta(cluster, cluster.index() or "")) == {"analyzer"}
