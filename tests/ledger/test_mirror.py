"""The mirror: every committed entry once more as a line, however often it was stopped."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from ledger import entries, mirror
from ledger.models import AuditEntry
from tests.evidence import open_chain

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def collected(settings, tmp_path) -> Path:
    settings.SANSHEN_MIRROR = str(tmp_path / "mirror.jsonl")
    return tmp_path / "mirror.jsonl"


def act() -> None:
    with transaction.atomic():
        entries.append("ceremony:held", person=None, detail={"number": 7})


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_every_entry_is_a_line_with_what_makes_it_checkable(collected):
    open_chain()
    act()
    found = lines(collected)
    assert [line["sequence"] for line in found] == [1, 2, 3]
    assert found[2]["detail"] == {"number": 7}
    assert found[2]["previous"] == found[1]["digest"]
    row = AuditEntry.objects.get(sequence=3)
    assert found[2]["signature"] == bytes(row.signature).hex()


def test_what_was_rolled_back_is_not_in_it(collected):
    open_chain()

    class Stop(Exception):
        pass

    def act_and_stop() -> None:
        with transaction.atomic():
            entries.append("ceremony:held", person=None)
            raise Stop

    with pytest.raises(Stop):
        act_and_stop()
    act()
    assert [line["sequence"] for line in lines(collected)] == [1, 2, 3]
    assert lines(collected)[2]["digest"] == AuditEntry.objects.get(sequence=3).digest


def test_a_mirror_that_cannot_be_written_stops_no_act_and_catches_up(collected, settings):
    open_chain()
    settings.SANSHEN_MIRROR = "/proc/nowhere/mirror"
    act()
    act()
    assert AuditEntry.objects.count() == 4
    with pytest.raises(CommandError, match="/proc/nowhere/mirror"):
        call_command("mirror_entries")
    settings.SANSHEN_MIRROR = str(collected)
    call_command("mirror_entries")
    assert [line["sequence"] for line in lines(collected)] == [1, 2, 3, 4]


def test_one_that_is_switched_on_late_gets_everything(settings, collected):
    path, settings.SANSHEN_MIRROR = settings.SANSHEN_MIRROR, ""
    open_chain()
    assert not collected.exists()
    settings.SANSHEN_MIRROR = path
    act()
    assert [line["sequence"] for line in lines(collected)] == [1, 2, 3]


def test_a_full_disk_leaves_no_half_line(collected, monkeypatch):
    open_chain()
    before = collected.read_bytes()
    real = mirror.os.write

    def full(handle, data):
        if len(data) < 50:
            raise OSError(28, "No space left on device")
        return real(handle, data[:-40])

    monkeypatch.setattr(mirror.os, "write", full)
    act()
    monkeypatch.undo()
    assert collected.read_bytes() == before
    call_command("mirror_entries")
    assert len(lines(collected)) == 3


def test_standard_output_is_the_servers_and_not_a_commands(settings, capfdbinary, monkeypatch):
    settings.SANSHEN_MIRROR = "-"
    open_chain()
    assert capfdbinary.readouterr().out == b""
    monkeypatch.setattr(mirror.Speaking, "here", True)

    class Out:
        buffer = open(1, "wb", closefd=False)  # noqa: SIM115

    monkeypatch.setattr(mirror.sys, "stdout", Out)
    act()
    said = capfdbinary.readouterr().out.splitlines()
    assert [json.loads(line)["sequence"] for line in said] == [1, 2, 3]
