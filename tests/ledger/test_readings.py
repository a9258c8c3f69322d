"""The log of who opened what is not public, and its digests in the chain."""

import hashlib
import io
import multiprocessing
import os
import signal
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command

from ledger import entries, readings, verify
from ledger.models import AuditEntry
from tests.evidence import open_chain

EIGHT = datetime(2026, 11, 25, 8, 59, 59, 1, tzinfo=UTC)
NINE = datetime(2026, 11, 25, 9, 0, 0, tzinfo=UTC)
UID = "551202f8-d5f5-5b0e-b8b0-6d0157464f05"
LINE = (
    b'{"account":"7","at":"2026-11-25T08:59:59.000001Z",'
    b'"person":"551202f8-d5f5-5b0e-b8b0-6d0157464f05",'
    b'"subject":"100123","what":"editor"}\n'
)


def note(at: datetime = EIGHT, subject: str = "100123") -> None:
    readings.note(what="editor", subject=subject, person=UID, account="7", at=at)


def digested() -> list[dict]:
    return [
        {"covers": header.covers, "subject": header.subject, **header.detail}
        for header in map(entries.header, AuditEntry.objects.order_by("sequence"))
        if header.tag == readings.TAG
    ]


class TestGoldenVector:
    def test_a_line_is_these_bytes(self, settings):
        note()
        path = settings.SANSHEN_READINGS / "open" / "2026-11-25T08.jsonl"
        assert path.read_bytes() == LINE

    @pytest.mark.django_db
    def test_and_this_is_what_its_entry_says(self, settings):
        open_chain()
        note()
        readings.digest()
        digest = "sha256:" + hashlib.sha256(LINE).hexdigest()
        assert digest == "sha256:ab0ef425aa1a08f44bed580d1ed5030a76f253d2c9c5d8fa8fea46314b18b046"
        assert digested() == [
            {
                "subject": {"kind": "reading", "uid": "2026-11-25T08.jsonl"},
                "covers": (digest,),
                "file": "2026-11-25T08.jsonl",
                "lines": 1,
                "size": len(LINE),
                "digest": digest,
            }
        ]


class TestSealing:
    def test_the_hour_that_is_not_over_stays_open(self, settings):
        note()
        note(NINE)
        sealed = readings.seal(NINE)
        assert [path.name for path in sealed] == ["2026-11-25T08.jsonl"]
        assert (settings.SANSHEN_READINGS / "open" / "2026-11-25T09.jsonl").exists()

    def test_an_hour_that_comes_again_gets_a_second_file(self, settings):
        note(subject="1")
        readings.seal(NINE)
        note(subject="2")
        readings.seal(NINE)
        first, second = readings.sealed_files()
        assert (first.name, second.name) == ("2026-11-25T08-2.jsonl", "2026-11-25T08.jsonl")
        assert b'"subject":"1"' in second.read_bytes()

    def test_a_line_written_while_it_was_sealed_is_not_lost(self, settings, monkeypatch):
        note(subject="1")
        real, sealed = readings.os.open, []

        def open_late(path, *args):
            handle = real(path, *args)
            if not sealed:
                sealed.append(path)
                readings.seal(NINE)
            return handle

        monkeypatch.setattr(readings.os, "open", open_late)
        note(subject="2")
        monkeypatch.undo()
        readings.seal(NINE)
        lines = b"".join(path.read_bytes() for path in readings.sealed_files())
        assert (lines.count(b'"subject":"1"'), lines.count(b'"subject":"2"')) == (1, 1)

    @pytest.mark.django_db
    def test_nothing_is_entered_twice(self):
        open_chain()
        note()
        call_command("digest_readings", stdout=io.StringIO())
        call_command("digest_readings", stdout=io.StringIO())
        assert len(digested()) == 1

    @pytest.mark.django_db
    def test_a_file_that_was_sealed_by_a_process_that_died_is_entered_by_the_next(self):
        open_chain()
        note()
        readings.seal(NINE)
        readings.digest()
        assert len(digested()) == 1


def _write(folder: Path, who: int, ready: object) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    readings.settings.SANSHEN_READINGS = folder
    ready.release()
    for number in range(10_000_000):
        note(subject=f"{who}-{number}")
        with (folder / f"answered-{who}").open("w") as file:
            file.write(str(number))


def test_killed_processes_lose_no_line_that_was_answered(settings):
    folder = settings.SANSHEN_READINGS
    folder.mkdir()
    context = multiprocessing.get_context("fork")
    ready = context.Semaphore(0)
    writers = [context.Process(target=_write, args=(folder, who, ready)) for who in range(3)]
    for writer in writers:
        writer.start()
    for _ in writers:
        ready.acquire()
    path = folder / "open" / "2026-11-25T08.jsonl"
    while not path.exists() or path.read_bytes().count(b"\n") < 300:
        pass
    for writer in writers:
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
    text = path.read_text("ascii")
    assert text.endswith("\n")
    assert all(line.startswith('{"account"') and line.endswith("}") for line in text.splitlines())
    for who in range(3):
        answered = folder / f"answered-{who}"
        last = answered.read_text() if answered.exists() else ""
        for number in range(int(last or -1) + 1):
            assert f'"subject":"{who}-{number}"' in text


def test_a_full_disk_leaves_no_half_line(settings, monkeypatch):
    note()
    monkeypatch.setattr(readings.os, "write", lambda handle, data: os.pwrite(handle, data[:9], 999))
    with pytest.raises(OSError, match="磁盘已满"):
        note()
    monkeypatch.undo()
    path = settings.SANSHEN_READINGS / "open" / "2026-11-25T08.jsonl"
    assert path.read_bytes() == LINE


@pytest.mark.django_db
class TestVerifying:
    def _sealed(self) -> Path:
        open_chain()
        note()
        readings.digest()
        return next(readings.sealed_files())

    def test_a_log_that_is_as_it_was_verifies(self):
        self._sealed()
        report = verify.ledger()
        assert report.ok
        assert report.checked["readings"] == 1

    @pytest.mark.parametrize(
        "change",
        [
            lambda data: data.replace(b"editor", b"Editor"),
            lambda data: data + data,
            lambda data: b"",
        ],
    )
    def test_one_that_was_changed_is_found(self, change):
        path = self._sealed()
        path.write_bytes(change(path.read_bytes()))
        report = verify.ledger()
        assert "阅览日志 2026-11-25T08.jsonl 已被改动" in report.problems[0].sentence

    def test_one_that_is_not_kept_any_more_says_nothing(self):
        self._sealed().unlink()
        report = verify.ledger()
        assert report.ok
        assert report.checked["readings not kept"] == 1
