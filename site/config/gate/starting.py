"""How the auditor's page starts a run: as a process of its own, so that nothing of it is shared
with the process that serves editors."""

import subprocess
import sys

from config.gate.progress import progress
from config.settings.places import ROOT
from workflow.presence import Presence
from workflow.reports import gate

_started: list[subprocess.Popen[bytes]] = []


def connect() -> None:
    """Let the auditor's page start runs; called once."""
    if not gate.STARTER:
        gate.STARTER.append(gate.Starter(start, how_far))


def start(who: Presence) -> None:
    """Start `check_gate` in somebody's name; it goes on when this process ends."""
    command = [sys.executable, str(ROOT / "manage.py"), "check_gate", "--json"]
    _started.append(
        subprocess.Popen(
            [*command, "--by", who.person.uid],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    )


def how_far() -> tuple[int, int] | None:
    """Say how far a run is; one that was started a moment ago is at its beginning."""
    found = progress()
    alive = [process for process in _started if process.poll() is None]
    _started[:] = alive
    return found if found is not None else ((0, 0) if alive else None)
