"""Tasks that run by themselves: when, by whom, and what happens when one fails."""

import io
from datetime import UTC, datetime, time, timedelta

import pytest
from django.core.management import CommandError, call_command, get_commands
from freezegun import freeze_time

from config import schedule
from config.schedule import DAY, MINUTE, SHOWING, TASKS, Task
from portal.models import Alarm, Routine

MORNING = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
MAIL = Task("send_notices", 5 * MINUTE, "mail")
NIGHTLY = Task("verify_ledger", DAY, "verifies", at=time(2, 30))


@pytest.fixture
def ran(monkeypatch):
    """Write down which commands ran instead of running them; names in `broken` fail."""
    calls: list[str] = []

    def run(name, *args, stdout, **kwargs):
        calls.append(name)
        if name in calls.broken:
            raise CommandError("the mail server is away")
        stdout.write(f"{name} did its work\n")

    class Calls(list):
        broken: set[str] = set()

    calls = Calls()
    calls.broken = set()
    monkeypatch.setattr(schedule, "call_command", run)
    monkeypatch.setattr(schedule, "TASKS", (MAIL,))
    return calls


@pytest.mark.django_db
class TestRunning:
    def test_a_task_runs_at_once_and_then_when_its_time_is_over(self, ran):
        with freeze_time(MORNING) as clock:
            assert schedule.run_due() == ["send_notices"]
            clock.tick(4 * MINUTE)
            assert schedule.run_due() == []
            clock.tick(MINUTE)
            assert schedule.run_due() == ["send_notices"]

    def test_when_it_is_due_survives_the_process(self, ran):
        with freeze_time(MORNING):
            schedule.run_due()
        row = Routine.objects.get()
        assert (row.due_at, row.outcome) == (MORNING + 5 * MINUTE, "send_notices did its work")

    def test_of_two_processes_that_look_at_once_one_runs_it(self, ran, monkeypatch):
        with freeze_time(MORNING):
            seen = schedule._row(MAIL, MORNING)
            schedule.run_due()
            # The other process read the row before this one changed it.
            monkeypatch.setattr(schedule, "_row", lambda task, now: seen)
            assert schedule.run_due() == []
        assert ran == ["send_notices"]

    def test_what_a_killed_process_began_is_taken_over(self, ran):
        with freeze_time(MORNING) as clock:
            row = schedule._row(MAIL, MORNING)
            Routine.objects.update(due_at=row.due_at + MAIL.claim, begun_at=MORNING)
            clock.tick(MAIL.claim - MINUTE)
            assert schedule.run_due() == []
            clock.tick(MINUTE)
            assert schedule.run_due() == ["send_notices"]

    def test_a_clock_that_was_set_back_keeps_no_task_waiting(self, ran):
        with freeze_time(MORNING + timedelta(days=300)):
            schedule.run_due()
        with freeze_time(MORNING):
            assert schedule.run_due() == ["send_notices"]

    def test_a_nightly_task_waits_for_its_hour(self, ran, monkeypatch):
        monkeypatch.setattr(schedule, "TASKS", (NIGHTLY,))
        with freeze_time(MORNING) as clock:
            assert schedule.run_due() == []
            clock.move_to(datetime(2026, 11, 25, 18, 30, tzinfo=UTC))
            assert schedule.run_due() == ["verify_ledger"]
            assert Routine.objects.get().due_at == datetime(2026, 11, 26, 18, 30, tzinfo=UTC)

    def test_a_process_that_only_shows_does_not_write_notices(self, ran, settings):
        settings.SANSHEN_ROLE = "public"
        assert schedule.run_due() == []

    def test_each_folder_of_files_is_looked_at_by_its_own_process(self, ran, monkeypatch):
        task = Task("patrol", 5 * MINUTE, "looks", side=SHOWING, each_store=True)
        monkeypatch.setattr(schedule, "TASKS", (task,))
        assert schedule.run_due() == [f"patrol@{schedule.store.name()}"]


@pytest.mark.django_db
class TestFailing:
    def test_it_raises_an_alarm_and_the_others_run(self, ran, monkeypatch):
        other = Task("patrol", 5 * MINUTE, "looks")
        monkeypatch.setattr(schedule, "TASKS", (MAIL, other))
        ran.broken = {"send_notices"}
        assert schedule.run_due() == ["send_notices", "patrol"]
        alarm = Alarm.objects.get()
        assert (alarm.code, alarm.subject) == ("task:failed", "send_notices")
        assert "the mail server is away" in alarm.sentence
        row = Routine.objects.get(name="send_notices")
        assert row.failed
        assert row.outcome == "the mail server is away"

    def test_an_exit_status_is_a_failure(self, ran, monkeypatch):
        def leave(*args, **kwargs):
            raise SystemExit(1)

        monkeypatch.setattr(schedule, "call_command", leave)
        schedule.run_due()
        assert Routine.objects.get().failed

    def test_a_daily_task_is_tried_again_soon(self, ran, monkeypatch):
        monkeypatch.setattr(schedule, "TASKS", (NIGHTLY,))
        ran.broken = {"verify_ledger"}
        with freeze_time(MORNING) as clock:
            schedule.run_due()
            clock.move_to(datetime(2026, 11, 25, 18, 30, tzinfo=UTC))
            schedule.run_due()
            clock.tick(15 * MINUTE)
            assert schedule.run_due() == ["verify_ledger"]

    def test_the_alarm_ends_when_it_works_again(self, ran):
        ran.broken = {"send_notices"}
        with freeze_time(MORNING) as clock:
            schedule.run_due()
            ran.broken = set()
            clock.tick(5 * MINUTE)
            schedule.run_due()
        assert Alarm.objects.get().closed_at is not None

    def test_one_in_a_process_of_its_own_tells_its_last_line(self, monkeypatch):
        class Done:
            returncode, stdout, stderr = 1, "", "much\nEntry 7 has been changed.\n"

        monkeypatch.setattr(schedule.subprocess, "run", lambda *args, **kwargs: Done)
        task = Task("verify_ledger", DAY, "verifies", apart=True)
        monkeypatch.setattr(schedule, "TASKS", (task,))
        schedule.run_due()
        assert Routine.objects.get().outcome == "Entry 7 has been changed."


def test_every_task_is_a_command():
    assert {task.command for task in TASKS} <= set(get_commands())


def test_no_two_tasks_share_a_row():
    assert len({task.command for task in TASKS}) == len(TASKS)


@pytest.mark.django_db
def test_the_command_runs_what_is_due_and_says_when_the_rest_is(ran):
    out = io.StringIO()
    call_command("run_schedule", stdout=out)
    assert out.getvalue().split() == ["send_notices"]
    out = io.StringIO()
    call_command("run_schedule", list=True, stdout=out)
    assert "send_notices did its work" in out.getvalue()
