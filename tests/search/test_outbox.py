"""A release gets into the index, wherever a process dies on the way."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.db import transaction

from search import outbox
from search.engine import Engine, SearchAway
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.store import SidecarStore
from search.models import SearchOutbox
from search.query import parse
from search.record import SearchRecord
from tests.search.documents import NOW, record

pytestmark = pytest.mark.django_db


class KilledError(BaseException):
    """Stands for the end of the process."""


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An index that commits by itself, which is the harder case."""
    store = SidecarStore(tmp_path / "index.sqlite3")
    yield EmbeddedEngine(store)
    store.close()


def released(*uids: str, sequence: int = 1) -> None:
    """Write the rows of a release."""
    with transaction.atomic():
        for uid in uids:
            outbox.enqueue(uid, sequence)


def load(uid: str) -> SearchRecord | None:
    """Give every item but those that were withdrawn."""
    return None if uid.startswith("withdrawn") else record(uid, title="停水")


def found(engine: Engine) -> set[str]:
    """Give all that is found."""
    return {hit.uid for hit in engine.search(parse("停水"), now=NOW, per_page=100).hits}


def test_what_was_released_is_found_once_drained(engine: Engine) -> None:
    released("a", "b")
    assert outbox.pending() == 2
    assert outbox.drain(load, engine) == 2
    assert found(engine) == {"a", "b"}
    assert outbox.pending() == 0
    assert outbox.drain(load, engine) == 0


def test_what_was_withdrawn_goes(engine: Engine) -> None:
    engine.put([record("withdrawn", title="停水")])
    released("withdrawn", sequence=2)
    outbox.drain(load, engine)
    assert found(engine) == set()


def test_many_rows_are_applied_in_several_batches(engine: Engine) -> None:
    released(*(f"u{n}" for n in range(outbox.BATCH * 2 + 1)))
    assert outbox.drain(load, engine) == outbox.BATCH * 2 + 1
    assert engine.health().documents == outbox.BATCH * 2 + 1


def test_an_item_released_twice_is_read_once(engine: Engine) -> None:
    released("a", sequence=1)
    released("a", sequence=2)
    asked: list[str] = []

    def counted(uid: str) -> SearchRecord:
        asked.append(uid)
        return record(uid, sequence=2)

    assert outbox.drain(counted, engine) == 2
    assert asked == ["a"]


def test_killed_while_reading_the_release_nothing_is_lost(engine: Engine) -> None:
    released("a", "b")

    def killed(uid: str) -> SearchRecord | None:
        if uid == "b":
            raise KilledError
        return load(uid)

    with pytest.raises(KilledError):
        outbox.drain(killed, engine)
    assert outbox.pending() == 2
    outbox.drain(load, engine)
    assert found(engine) == {"a", "b"}


@pytest.mark.parametrize("step", ["put", "remove"])
@pytest.mark.parametrize("after", [False, True])
def test_killed_in_the_engine_nothing_is_lost(
    engine: Engine, step: str, after: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    released("a", "withdrawn")
    engine.put([record("withdrawn", title="停水")])
    with monkeypatch.context() as patched:
        whole = getattr(engine, step)

        def killed(items: object, **known: object) -> None:
            if after:
                whole(items, **known)
            raise KilledError

        patched.setattr(engine, step, killed)
        with pytest.raises(KilledError):
            outbox.drain(load, engine)
    assert outbox.pending() == 2
    outbox.drain(load, engine)
    assert found(engine) == {"a"}
    assert engine.health().ok


class AwayEngine(EmbeddedEngine):
    """An engine whose server is not there for some time."""

    away = True

    def turn(self) -> AbstractContextManager[object]:
        if self.away:
            raise SearchAway("Nobody is there.")
        return super().turn()


def test_while_the_engine_is_away_the_rows_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    store = SidecarStore(tmp_path / "index.sqlite3")
    engine = AwayEngine(store)
    monkeypatch.setattr(outbox, "get_engine", lambda: engine)
    released("a", "b", sequence=7)
    assert outbox.drain_when_possible(load) == 0
    assert "2 changes wait for the search engine: Nobody is there." in caplog.text
    assert (outbox.pending(), outbox.oldest()) == (2, 7)
    with pytest.raises(SearchAway):
        outbox.drain(load)
    engine.away = False
    assert outbox.drain_when_possible(load) == 2
    assert found(engine) == {"a", "b"}
    assert (outbox.pending(), outbox.oldest()) == (0, None)
    store.close()


def test_the_release_by_which_an_item_went_is_said(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    released("withdrawn", sequence=3)
    released("withdrawn", sequence=5)
    said: list[object] = []
    monkeypatch.setattr(engine, "remove", lambda uids, sequences: said.append(dict(sequences)))
    outbox.drain(load, engine)
    assert said == [{"withdrawn": 5}]


def test_a_release_that_is_rolled_back_leaves_no_row() -> None:
    with transaction.atomic():
        outbox.enqueue("a", 1)
        transaction.set_rollback(True)
    assert outbox.pending() == 0


@pytest.mark.django_db(transaction=True)
def test_a_row_outside_of_a_transaction_is_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError, match="transaction of its release"):
        outbox.enqueue("a", 1)


def test_a_row_names_item_and_release() -> None:
    released("a", sequence=7)
    assert str(SearchOutbox.objects.get()) == "a in release 7"
