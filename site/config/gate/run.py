"""A whole run: one attempt after the other, with pauses in which editors work."""

import logging
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from itertools import takewhile
from pathlib import Path
from pkgutil import iter_modules

from django.test.utils import override_settings

from config.gate import attempts, catalogue
from config.gate.attempts import files
from config.gate.outcome import Line
from config.gate.report import Report
from config.gate.trial import alone, together
from config.gate.visitor import Visitor
from ledger import canonical

#: Between two attempts, so that whoever waits for the database gets it.
PAUSE = 0.02
# No mail leaves, and passwords that nobody will ever type need no slow hashing.
_SETTINGS = {
    "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
}
Progress = Callable[[int, int, Line | None], None]


def doors() -> list[catalogue.Door]:
    """Give every attempt there is, in order."""
    for module in iter_modules(attempts.__path__):
        import_module(f"{attempts.__name__}.{module.name}")
    return catalogue.in_order()


def run(visitor: Visitor, progress: Progress = lambda done, total, line: None) -> Report:
    """Try everything, and give the report. Nothing of it is written down yet."""
    began, clock = datetime.now(UTC), time.monotonic()
    files.sweep()
    lines: list[Line] = []
    every = doors()
    progress(0, len(every), None)
    with _quiet():
        while len(lines) < len(every):
            waiting = list(takewhile(lambda each: each.inside, every[len(lines) :]))
            made = together(waiting, visitor) if waiting else [alone(every[len(lines)], visitor)]
            for line in made:
                lines.append(line)
                progress(len(lines), len(every), line)
            time.sleep(PAUSE)
    return Report(
        at=canonical.time_text(began),
        milliseconds=round(1000 * (time.monotonic() - clock)),
        asked=visitor.place,
        lines=tuple(lines),
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """Send mail nowhere, and log nothing of what is meant to fail."""
    logging.disable(logging.CRITICAL)
    try:
        # Who reads a page that never was is in no log of readings.
        with (
            tempfile.TemporaryDirectory(prefix="gate-probe-") as folder,
            override_settings(**_SETTINGS, SANSHEN_READINGS=Path(folder)),
        ):
            yield
    finally:
        logging.disable(logging.NOTSET)


__all__ = ["doors", "run"]
