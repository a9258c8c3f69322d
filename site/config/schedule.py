"""What runs by itself, and how often: one list, and the runner that every server process has.

A task is a management command, so that an operator can run it by hand and a test can call it. When
it is due next stands in a row, so that it survives a restart and that of all processes one takes
it: the others find the row changed. A process that dies while running keeps its claim for a while;
then another takes over. A task that fails raises an alarm, is tried again, and stops no other.

Registering: add a line to `TASKS`. Commands must be idempotent and bounded, and say what they did
in one line. `apart` gives a long one a process of its own.
"""

import io
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django.utils.translation import gettext as _

from config.settings.environment import Role
from config.settings.places import ROOT
from portal import alarms, store
from portal.models import Routine

EDITING, SHOWING = Role.EDITING, Role.PUBLIC
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

_LOOK_EVERY = 5.0
_RETRY = timedelta(minutes=15)
_LONGEST_OUTCOME = 500

log = logging.getLogger("schedule")


@dataclass(frozen=True)
class Task:
    """One command that runs by itself.

    Args:
        command: Its name; also the name of the task.
        every: How often.
        what: What it does, for docs/operations.md.
        side: Which processes may run it: those that edit, or those that show.
        at: The local time of day at which it is due, for the first time on the first day; None: as
            soon as its time is over.
        arguments: What is written behind the command.
        each_store: Once for every folder of rendered files, not once for the installation.
        apart: In a process of its own, because it takes long.
    """

    command: str
    every: timedelta
    what: str
    side: Role = EDITING
    at: time | None = None
    arguments: tuple[str, ...] = ()
    each_store: bool = False
    apart: bool = False

    @property
    def name(self) -> str:
        """Give the name of its row."""
        return f"{self.command}@{store.name()}" if self.each_store else self.command

    @property
    def is_ours(self) -> bool:
        """Say whether a process of this role runs it."""
        return settings.SANSHEN_ROLE in (Role.ALL, self.side)

    def next_due(self, moment: datetime) -> datetime:
        """Give when it is due after a run that began at a moment."""
        if self.at is None:
            return moment + self.every
        return self.first_due(moment + max(self.every - DAY, timedelta()))

    def first_due(self, moment: datetime) -> datetime:
        """Give when it is due for the first time, or on the next day that is its turn."""
        if self.at is None:
            return moment
        local = timezone.localtime(moment)
        day = local.date() if local.time() < self.at else local.date() + timedelta(days=1)
        return timezone.make_aware(datetime.combine(day, self.at))

    @property
    def claim(self) -> timedelta:
        """Give how long a process that took it is believed to be at work."""
        return max(2 * MINUTE, min(self.every, HOUR))


TASKS: tuple[Task, ...] = (
    Task("send_notices", 5 * MINUTE, "says what is overdue; digests; mail that failed"),
    Task("tell_alarms", MINUTE, "mails alarms and enters them in the audit log"),
    Task(
        "mirror_entries", MINUTE, "brings the mirror of the audit log up to date, if there is one"
    ),
    Task("digest_readings", 5 * MINUTE, "enters the reading log of the hours that are over"),
    Task("close_sessions", 5 * MINUTE, "ends idle sessions; tells the log of failed sign-ins"),
    Task(
        "patrol",
        10 * MINUTE,
        "compares what is shown with the releases and puts drift right",
        side=SHOWING,
        arguments=("--seconds", "20"),
        each_store=True,
    ),
    Task(
        "scan_published",
        10 * MINUTE,
        "reads everything public again when rules or lists changed, closes tasks put right",
        arguments=("--minutes", "8"),
        apart=True,
    ),
    Task("drain_outbox", HOUR, "brings the search up to date where that failed", side=SHOWING),
    Task("send_anchor", DAY, "sends the head of both chains outside", at=time(8, 0)),
    Task(
        "verify_ledger",
        DAY,
        "verifies everything that is believed",
        at=time(2, 30),
        apart=True,
    ),
    Task(
        "check_gate",
        30 * DAY,
        "tries every way round three signatures, and keeps the report",
        at=time(3, 30),
        arguments=("--alarm-only",),
        apart=True,
    ),
)


def run_due() -> list[str]:
    """Run what is due, one after another, and give the names of what ran."""
    return [task.name for task in TASKS if task.is_ours and _run_if_due(task)]


def standing() -> Iterator[tuple[Task, Routine]]:
    """Give the tasks of this process's role with their rows, the one that is due next first."""
    now = timezone.now()
    rows = [(task, _row(task, now)) for task in TASKS if task.is_ours]
    yield from sorted(rows, key=lambda pair: pair[1].due_at)


class Runner:
    """Looks every few seconds for what is due, in a thread that ends with the process."""

    def __init__(self) -> None:
        """Begin without a thread."""
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="schedule", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """End after the task at hand."""
        self._stop.set()
        self._thread.join(timeout=60)

    def _run(self) -> None:
        while not self._stop.wait(_LOOK_EVERY):
            close_old_connections()
            try:
                run_due()
            except (DatabaseError, OSError):
                log.warning("The schedule could not be read; it is tried again.", exc_info=True)
            finally:
                close_old_connections()


def _row(task: Task, now: datetime) -> Routine:
    return Routine.objects.get_or_create(name=task.name, defaults={"due_at": task.first_due(now)})[
        0
    ]


def _run_if_due(task: Task) -> bool:
    begun = timezone.now()
    row = _row(task, begun)
    # A clock that was set back must not keep a task waiting for longer than its turn.
    if begun < row.due_at <= begun + max(task.every, DAY if task.at else task.every):
        return False
    mine = Routine.objects.filter(name=task.name, due_at=row.due_at)
    claimed = begun + task.claim
    if not mine.update(due_at=claimed, begun_at=begun):
        return False
    failed, outcome = _carry_out(task)
    ended = timezone.now()
    due = min(begun + _RETRY, task.next_due(ended)) if failed else task.next_due(begun)
    Routine.objects.filter(name=task.name, due_at=claimed).update(
        due_at=max(due, ended), ended_at=ended, failed=failed, outcome=outcome[:_LONGEST_OUTCOME]
    )
    return True


def _carry_out(task: Task) -> tuple[bool, str]:
    """Run the command; whatever it raises is its failure and nobody else's."""
    try:
        outcome = _apart(task) if task.apart else _here(task)
    # Exit statuses are how commands say that something is wrong.
    except (Exception, SystemExit) as error:
        said = str(error) or type(error).__name__
        log.warning("The task %s failed.", task.command, exc_info=True)
        alarms.sound(
            "task:failed",
            task.name,
            _("The task %(name)s failed: %(why)s") % {"name": task.command, "why": said},
        )
        return True, said
    alarms.over("task:failed", task.name)
    return False, outcome


def _here(task: Task) -> str:
    said = io.StringIO()
    call_command(task.command, *task.arguments, stdout=said, stderr=said)
    return said.getvalue().strip()


def _apart(task: Task) -> str:
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), task.command, *task.arguments],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines() or [""]
        raise RuntimeError(lines[-1])
    return done.stdout.strip()
