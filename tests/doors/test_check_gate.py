"""`check_gate` on a city that stands: what it finds, what it must notice, what it leaves behind."""

import io
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError
from wagtail.models import Page

from config.gate import catalogue, progress, trial
from config.gate.attempts import files
from config.gate.outcome import LANGUAGES, NAMES, Outcome
from config.gate.run import doors
from config.gate.visitor import InProcess
from ledger import bodies, canonical
from ledger.models import AuditEntry, Body, EntryIndex, Release
from portal.models import Alarm, Change, RenderedFile
from search.models import SearchOutbox
from workflow.models import Account, Person
from workflow.notices.models import Notice
from workflow.queries.gate import gate_run, gate_runs

doors()


def tried(key):
    """Try one door, on a ground of its own where it needs one."""
    door = catalogue.DOORS[key]
    if door.inside:
        return trial.together([door], InProcess())[0]
    return trial.alone(door, InProcess())


def everything_kept():
    """Count what a run could leave behind."""
    kept = (
        Page, Person, Account, get_user_model(), Release, Change, RenderedFile, SearchOutbox,
        Notice, Alarm,
    )  # fmt: skip
    return {model.__name__: model._default_manager.count() for model in kept}


def files_kept():
    """Name every file of the installation, but those of the record and of the database."""
    root = Path(settings.SANSHEN_DATA)
    skipped = ("ledger/", "gate/", "search")
    names = (place.relative_to(root).as_posix() for place in root.rglob("*") if place.is_file())
    return {name for name in names if not name.startswith(skipped) and "sqlite" not in name}


def checked():
    """Run the command; give its report and its exit status."""
    out = io.StringIO()
    try:
        call_command("check_gate", "--json", "--address", "http://127.0.0.1:9", stdout=out)
    except SystemExit as end:
        return json.loads(out.getvalue()), end.code
    return json.loads(out.getvalue()), 0


def test_a_sound_city_has_nothing_open_and_nothing_stays(city):
    city.look()
    before, kept, lying = city.look(), everything_kept(), files_kept()
    last = AuditEntry.objects.order_by("-sequence").first().sequence
    report, status = checked()
    assert [line for line in report["lines"] if line["outcome"] == "open"] == []
    assert status == 0
    assert len(report["lines"]) == len(catalogue.DOORS) > 70
    # What the readers see, what the tables and folders hold.
    assert city.look().differing(before) == {}
    assert everything_kept() == kept
    assert files_kept() == lying
    assert mail.outbox == []
    # One entry, which covers the report.
    added = list(EntryIndex.objects.filter(sequence__gt=last))
    assert [row.tag for row in added] == ["gate:checked"]
    run, document = gate_run(added[0].sequence)
    assert run.counts["refused"] == report["counts"]["refused"] > 20
    assert run.counts["admitted"] >= 1
    assert document["lines"] == report["lines"]
    assert city.verification() == ""


class TestItNotices:
    """Each of these breaks something; the door that looks there must say so."""

    def test_dropped_triggers(self, city):
        with city.without_triggers():
            assert tried("triggers").outcome is Outcome.OPEN
            line = tried("change-record")
        assert line.outcome is Outcome.OPEN
        assert "could be" in line.seen["en"]

    def test_a_public_side_that_believes_what_editors_write(self, city, monkeypatch):
        make = trial.Ground.look

        def gullible(ground):
            found = make(ground)
            for name, pk in ground.pages.items():
                if ground.addresses.get(name):
                    title = Page.objects.get(pk=pk).title.encode()
                    found[ground.addresses[name]] = (200, title, "")
            return found

        monkeypatch.setattr(trial.Ground, "look", gullible)
        for key in ("live-flag", "update-rows", "sql", "loaddata", "revision-publish"):
            assert tried(key).outcome is Outcome.OPEN, key

    def test_rules_that_let_everybody_sign(self, city, monkeypatch):
        monkeypatch.setattr("workflow.commands.decisions.may_pass_with", lambda asked: [])
        for key in ("drafter-signs", "two-stages"):
            assert tried(key).outcome is Outcome.OPEN, key

    def test_an_administrator_who_may_confirm_alone(self, city, monkeypatch):
        monkeypatch.setattr("workflow.appointments.acts.may_confirm", lambda facts: [])
        assert tried("appointment-alone").outcome is Outcome.OPEN

    def test_debug(self, city, settings):
        settings.DEBUG = True
        assert tried("debug").outcome is Outcome.OPEN

    def test_a_weak_policy_of_contents(self, city, settings):
        settings.SANSHEN_PUBLIC_HEADERS = {"Content-Security-Policy": "default-src *"}
        line = tried("headers")
        assert line.outcome is Outcome.OPEN
        assert "Content-Security-Policy" in line.seen["en"]

    def test_a_key_that_others_can_read(self, city):
        key = Path(settings.SANSHEN_KEYS) / "signing.pem"
        key.chmod(0o644)
        try:
            assert tried("private-key").outcome is Outcome.OPEN
        finally:
            key.chmod(0o600)

    def test_an_attempt_that_breaks_off_is_not_taken_for_a_good_end(self, city, monkeypatch):
        door = catalogue.DOORS["debug"]
        broken = type(door)(**{**vars(door), "attempt": lambda trial: 1 / 0})
        line = trial.alone(broken, InProcess())
        assert line.outcome is Outcome.OPEN
        assert "ZeroDivisionError" in line.seen["en"]


def test_an_open_door_ends_with_status_one_and_an_alarm(city, settings, monkeypatch):
    settings.DEBUG = True
    only = [catalogue.DOORS["debug"]]
    monkeypatch.setattr("config.gate.run.doors", lambda: only)
    report, status = checked()
    assert (status, report["ok"], report["counts"]["open"]) == (1, False, 1)
    assert Alarm.objects.filter(code="gate:open").exists()
    assert gate_runs()[0].open == 1


def test_it_is_said_in_words_that_need_no_code(city, monkeypatch):
    only = [catalogue.DOORS["debug"], catalogue.DOORS["drafter-signs"]]
    monkeypatch.setattr("config.gate.run.doors", lambda: only)
    out = io.StringIO()
    call_command("check_gate", "--address", "http://127.0.0.1:9", stdout=out)
    assert "拟稿人签署自己的稿件" in out.getvalue()
    assert str(NAMES[Outcome.REFUSED]) in out.getvalue()
    assert "共 2 项" in out.getvalue()


def test_a_second_run_at_the_same_time_is_not_begun(city):
    with progress.Watched() as watched:
        watched.at(3, 9)
        assert progress.progress() == (3, 9)
        with pytest.raises(CommandError, match="正在进行"):
            call_command("check_gate", stdout=io.StringIO())
    assert progress.progress() is None


def test_what_a_killed_run_left_is_taken_away(city):
    left = Path(settings.SANSHEN_ASSETS) / f"{files.PREFIX}left.pdf"
    left.write_bytes(files.BYTES)
    files.sweep()
    assert not left.exists()


def test_without_a_ceremony_it_says_what_could_not_be_tried(city, monkeypatch):
    monkeypatch.setattr("config.gate.ground.holders", lambda duty, moment: {})
    line = tried("drafter-signs")
    assert line.outcome is Outcome.UNTRIED
    assert "administrators" in line.seen["en"]


@pytest.mark.parametrize("key", sorted(catalogue.DOORS))
def test_every_door_says_what_is_tried_in_both_languages(key):
    door = catalogue.DOORS[key]
    line = trial._line(door, lambda: (Outcome.OPEN, {}))
    for text in (line.tried, line.advice):
        assert set(text) == set(LANGUAGES)
        assert text["zh-hans"] != text["en"], "not translated"
    assert 1 <= door.number <= 45


def test_the_report_is_kept_in_the_form_that_docs_describe(city, monkeypatch):
    only = [catalogue.DOORS["debug"]]
    monkeypatch.setattr("config.gate.run.doors", lambda: only)
    report, _status = checked()
    row = AuditEntry.objects.get(sequence=report["entry"])
    digest = gate_runs()[0].report
    value = canonical.decode(bodies.get(digest))
    assert list(value) == sorted(value)
    assert set(value) == {
        "asked", "at", "counts", "database", "format", "lines", "milliseconds", "site",
    }  # fmt: skip
    assert set(value["lines"][0]) == {
        "advice", "expected", "key", "milliseconds", "number", "outcome", "seen", "tried",
    }  # fmt: skip
    assert digest.encode() in bytes(row.header)
    assert Body.objects.filter(digest=digest).exists()
