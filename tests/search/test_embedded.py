"""The embedded engine, in the database and in a file beside it."""

import fcntl
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection, connections, transaction

from search.engine import Engine
from search.engines.embedded.engine import EmbeddedEngine, default_store
from search.engines.embedded.schema import statements
from search.engines.embedded.store import DatabaseStore, SidecarStore
from search.query import parse
from search.record import SearchRecord
from tests.search.contract import EngineContract, uids
from tests.search.documents import NOW, record
from tests.search.relevance import RelevanceContract

sqlite_only = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="the index is part of an SQLite database only"
)


@pytest.fixture
def sidecar(tmp_path: Path) -> Iterator[SidecarStore]:
    """A file that is closed afterwards."""
    store = SidecarStore(tmp_path / "search" / "index.sqlite3")
    yield store
    store.close()


@pytest.mark.django_db
@sqlite_only
class TestInTheDatabase(EngineContract, RelevanceContract):
    """The index beside the releases."""

    @pytest.fixture
    def engine(self) -> Engine:
        return EmbeddedEngine(DatabaseStore())

    def test_a_release_that_is_rolled_back_is_not_found(self, engine: Engine) -> None:
        with transaction.atomic():
            engine.put([record("a")])
            assert uids(engine.search(parse("标题"), now=NOW)) == ["a"]
            transaction.set_rollback(True)
        assert uids(engine.search(parse("标题"), now=NOW)) == []

    def test_a_search_writes_nothing(self, engine: Engine) -> None:
        engine.put([record("a")])
        before = connection.connection.total_changes
        engine.search(parse("标题 怎么办"), now=NOW)
        engine.suggest("标", now=NOW)
        engine.health()
        assert connection.connection.total_changes == before


class TestInASidecar(EngineContract, RelevanceContract):
    """The index in a file of its own."""

    @pytest.fixture
    def engine(self, sidecar: SidecarStore) -> Engine:
        return EmbeddedEngine(sidecar)

    def test_a_failing_batch_leaves_nothing(self, engine: Engine) -> None:
        def records() -> Iterator[SearchRecord]:
            yield record("a")
            raise InterruptedError

        with pytest.raises(InterruptedError):
            engine.put(records())
        assert engine.health().documents == 0

    def test_another_analyzer_asks_for_a_rebuild(
        self, engine: Engine, sidecar: SidecarStore
    ) -> None:
        engine.put([record("a")])
        with sidecar.writing() as cursor:
            cursor.execute("UPDATE search_embedded_state SET value = 0 WHERE name = 'analyzer'")
        assert engine.health().needs_rebuild
        assert "analyzer" in engine.health().problem
        engine.rebuild([record("a")])
        assert engine.health().ok

    def test_a_lost_row_asks_for_a_rebuild(self, engine: Engine, sidecar: SidecarStore) -> None:
        engine.put([record("a"), record("b")])
        with sidecar.writing() as cursor:
            cursor.execute("DELETE FROM search_embedded_document WHERE uid = 'a'")
        assert engine.health().needs_rebuild
        assert engine.rebuild([record("a"), record("b")]) == 2
        assert engine.health().ok

    def test_a_spoiled_file_is_a_problem_and_not_an_exception(self, tmp_path: Path) -> None:
        path = tmp_path / "spoiled.sqlite3"
        path.write_bytes(b"this is no database, and long enough to be looked at" * 100)
        health = EmbeddedEngine(SidecarStore(path)).health()
        assert health.needs_rebuild
        assert health.documents is None

    def test_a_file_is_opened_by_one_at_a_time(
        self, sidecar: SidecarStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        turn = sidecar.path.with_name("index.sqlite3.lock")
        connect = sqlite3.connect
        opened = []

        def watched(path: Path, **options: object) -> sqlite3.Connection:
            with turn.open() as other, pytest.raises(BlockingIOError):
                fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
            opened.append(path)
            return connect(path, **options)  # type: ignore[call-overload,no-any-return]

        monkeypatch.setattr(sqlite3, "connect", watched)
        assert EmbeddedEngine(sidecar).health().documents == 0
        assert opened == [sidecar.path]
        with turn.open() as other:
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def test_two_writers_and_two_readers_never_meet_a_lock(self, sidecar: SidecarStore) -> None:
        engine = EmbeddedEngine(sidecar)
        _work_together(engine, sidecar.close)
        assert engine.health().documents == 60


@pytest.mark.django_db(transaction=True)
@sqlite_only
def test_two_writers_in_the_database_never_meet_a_lock() -> None:
    engine = EmbeddedEngine(DatabaseStore())
    # Tests whose transactions are real may have left rows; this one counts its own.
    engine.rebuild([])
    try:
        _work_together(engine, connections.close_all)
        assert engine.health().documents == 60
    finally:
        engine.rebuild([])


def _work_together(engine: Engine, close: Callable[[], None]) -> None:
    """Write with two threads, 30 items each three times, while two others search."""
    failures: list[BaseException] = []
    done = threading.Event()

    def write(name: str) -> None:
        for sequence in range(3):
            for number in range(30):
                engine.put([record(f"{name}{number}", sequence=sequence, title=f"停水{number}")])

    def read() -> None:
        while not done.is_set():
            engine.search(parse("停水"), now=NOW)

    def guarded(work: Callable[..., None], *arguments: str) -> None:
        try:
            work(*arguments)
        except BaseException as error:
            failures.append(error)
        finally:
            close()

    writers = [threading.Thread(target=guarded, args=(write, name)) for name in "ab"]
    readers = [threading.Thread(target=guarded, args=(read,)) for _ in range(2)]
    for thread in writers + readers:
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in readers:
        thread.join()
    assert failures == []


def test_tokens_are_stored_once_where_sqlite_can() -> None:
    assert "contentless_delete" not in statements((3, 40, 1))[0]
    assert "contentless_delete=1" in statements((3, 43, 0))[0]


@pytest.mark.parametrize(
    ("vendor", "place"), [("sqlite", DatabaseStore), ("postgresql", SidecarStore)]
)
def test_the_index_is_in_the_database_only_when_that_is_sqlite(
    vendor: str, place: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections["default"], "vendor", vendor)
    assert isinstance(default_store(), place)
