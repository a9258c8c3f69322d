"""A child process that dies without a chance to tidy up.

It is killed either at a step, counted in calls that reach the database or the disk (so the same
number is the same moment again), or by the clock, in the middle of whatever it does.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connections

# Functions written in C through which anything leaves the process. Both ends of a call count.
_LEAVING = frozenset(
    {
        "execute", "executemany", "commit", "rollback", "send_query", "send_query_params",
        "exec_", "replace", "rename", "fsync", "unlink", "symlink", "link", "mkdir", "flock",
        "fchmod",
    }
)  # fmt: skip
_FINISHED, _FAILED = 0, 70


@dataclass(frozen=True)
class Moment:
    """When a child dies: at a step, or after some seconds; at neither when it may finish."""

    step: int | None = None
    seconds: float | None = None

    def __str__(self) -> str:
        if self.step is not None:
            return f"step {self.step}"
        return f"{self.seconds:.4f} s" if self.seconds is not None else "the end"


@dataclass(frozen=True)
class Ended:
    """How a child ended: how many steps it made (when it finished), how long it took."""

    killed: bool
    steps: int
    seconds: float


def run(work: Callable[[], Any], moment: Moment) -> Ended:
    """Do some work in a child, and kill the child at a moment.

    Raises:
        RuntimeError: when the work itself failed; its traceback is on standard error.
    """
    # A connection does not survive a fork: both sides open their own.
    connections.close_all()
    reading, writing = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        _child(work, moment, writing)
    os.close(writing)
    if moment.seconds is not None:
        time.sleep(moment.seconds)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as said:
        steps = int(said.read() or b"0")
    status = os.waitpid(child, 0)[1]
    if os.waitstatus_to_exitcode(status) == _FAILED:
        raise RuntimeError(f"the work failed by itself before {moment}")
    return Ended(os.WIFSIGNALED(status), steps, time.monotonic() - began)


def _child(work: Callable[[], Any], moment: Moment, writing: int) -> None:
    code = _FAILED
    try:
        steps = _counting(moment.step)
        work()
        sys.setprofile(None)
        os.write(writing, str(steps[0]).encode())
        code = _FINISHED
    except BaseException:
        sys.setprofile(None)
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(code)


def _counting(last: int | None) -> list[int]:
    steps = [0]

    def count(frame: Any, event: str, function: Any) -> None:
        if event in ("c_call", "c_return") and function.__name__ in _LEAVING:
            steps[0] += 1
            if steps[0] == last:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)
    return steps
