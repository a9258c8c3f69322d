"""Published = found: what differs is named, put right, and watched."""

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from pytest_django import Settings

from portal import refilling
from portal.equality import compare, differences
from portal.records import search_record
from search import outbox
from search.engine import SearchAway, get_engine
from search.engines.embedded.engine import EmbeddedEngine
from search.results import Health
from tests import evidence
from tests.portal.town import Town, article
from tests.search.documents import record

WATER, POWER = evidence.uid("停水公告"), evidence.uid("停电公告")


@pytest.fixture
def two(town: Town) -> Town:
    """A site with two items that are public and found."""
    town.release(article("停水公告"), article("停电公告"))
    outbox.drain(search_record)
    assert differences() == []
    return town


def said(command: str, *arguments: str) -> str:
    """Type a command; give what it says."""
    out = io.StringIO()
    call_command(command, *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


@pytest.mark.parametrize("arguments", [(), ("--quick",)])
class TestWhatDiffers:
    def test_is_named_and_put_right(self, two: Town, arguments: tuple[str, ...]) -> None:
        get_engine().remove([WATER])
        get_engine().put([record("stranger")])
        assert {each.uid for each in compare()} == {WATER, "stranger"}
        with pytest.raises(CommandError, match="--repair"):
            said("check_found", *arguments)
        assert "2" in said("check_found", "--repair", *arguments)
        assert differences() == []

    def test_by_an_older_release_is_named_too(self, two: Town, arguments: tuple[str, ...]) -> None:
        two.release(article("停水公告", text="改为明日停水。"))
        with pytest.raises(CommandError):
            said("check_found", *arguments)
        said("drain_outbox")
        assert said("check_found", *arguments)

    def test_by_a_release_that_was_lost_needs_a_rebuild(
        self, two: Town, arguments: tuple[str, ...]
    ) -> None:
        get_engine().put([record(WATER, sequence=10**6, title="停水公告")])
        with pytest.raises(CommandError, match="rebuild_index"):
            said("check_found", "--repair", *arguments)
        said("rebuild_index", "--anew")
        assert said("check_found", *arguments)


def test_a_text_that_is_not_the_released_one_is_noticed(two: Town) -> None:
    (sequence,) = [number for uid, number in get_engine().sequences() if uid == WATER]
    get_engine().put([record(WATER, sequence=sequence, title="别的")])
    assert compare(by_title=False) == []
    assert [each.uid for each in compare()] == [WATER]


class TestARebuild:
    def test_that_was_cut_off_goes_on(self, two: Town, monkeypatch: pytest.MonkeyPatch) -> None:
        seen: list[str] = []

        def cut_off(uids: list[str], done: int) -> Iterator[str]:
            seen.extend(uids)
            yield uids[0]
            raise InterruptedError

        monkeypatch.setattr("search.engines.embedded.rebuilding.BATCH", 1)
        with pytest.raises(InterruptedError):
            refilling.make_again(progress=cut_off)
        assert len(seen) == 2
        left: list[tuple[list[str], int]] = []

        def watched(uids: list[str], done: int) -> list[str]:
            left.append((uids, done))
            return uids

        assert refilling.make_again(progress=watched) == 2
        assert left == [(seen[1:], 1)]
        assert differences() == []

    def test_runs_once_at_a_time(self, two: Town) -> None:
        def meanwhile(uids: list[str], done: int) -> list[str]:
            with pytest.raises(CommandError, match="另一个进程"):
                said("rebuild_index")
            return uids

        assert refilling.make_again(progress=meanwhile) == 2

    def test_says_how_much_there_is(self, two: Town) -> None:
        assert "2" in said("rebuild_index", "--anew")


def test_a_server_that_goes_while_the_index_is_made_stops_nobody(
    two: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise SearchAway("Nobody is there.")

    bad = Health(None, "There is no search index: rebuild it.", True)
    monkeypatch.setattr(EmbeddedEngine, "health", lambda self: bad)
    monkeypatch.setattr(EmbeddedEngine, "rebuild", away)
    assert refilling.refill() is False


class TestHealth:
    def test_is_told_in_json(self, two: Town) -> None:
        state = json.loads(said("search_health"))
        assert state["ok"]
        assert (state["documents"], state["public"], state["pending"]) == (2, 2, 0)
        assert state["answered"] >= 0

    def test_ends_with_1_when_something_is_missing(self, two: Town) -> None:
        get_engine().remove([WATER])
        state = self.bad()
        assert state["documents"] == 1
        assert "check_found --repair" in state["problems"][0]

    def test_ends_with_1_when_a_release_waits_for_long(
        self, two: Town, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        two.release(article("停气公告"))
        assert json.loads(said("search_health"))["pending"] > 0
        monkeypatch.setattr("portal.vigour.PATIENCE", -1.0)
        assert "wait, the oldest for" in self.bad()["problems"][-1]

    def test_ends_with_1_when_the_engine_is_away(
        self, two: Town, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def away(*_: Any, **__: Any) -> None:
            raise SearchAway("Nobody is there.")

        monkeypatch.setattr(EmbeddedEngine, "search", away)
        assert self.bad()["answered"] is None

    def bad(self) -> dict[str, Any]:
        """Ask, and expect that something is wrong."""
        out = io.StringIO()
        with pytest.raises(SystemExit):
            call_command("search_health", stdout=out)
        state: dict[str, Any] = json.loads(out.getvalue())
        assert not state["ok"]
        return state


def test_commands_say_that_the_engine_is_away(two: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    two.release(article("停气公告"))

    def away(*_: Any, **__: Any) -> None:
        raise SearchAway("Nobody is there.")

    for name in ("turn", "sequences", "rebuild"):
        monkeypatch.setattr(EmbeddedEngine, name, away)
    for command in ("drain_outbox", "check_found", "rebuild_index"):
        with pytest.raises(CommandError, match="Nobody is there"):
            said(command)


@pytest.mark.django_db
def test_a_portal_that_is_too_large_for_its_engine_is_warned(
    two: Town, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def warned() -> list[str | None]:
        found = run_checks(databases=["default"])
        return [message.id for message in found if message.id == "sanshen.W001"]

    assert warned() == []
    monkeypatch.setattr(EmbeddedEngine, "meant_for", 1)
    assert warned() == ["sanshen.W001"]
    settings.SANSHEN_SEARCH_ENGINE = "elastic"
    assert warned() == []
