"""Starts the process that looks into a document, and reads what it wrote.

A document can be made so that reading it takes hours or all memory. Only that process is lost by
it, after a minute; the folder goes in any case.
"""

import json
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.office import admission
from cms.office.admission import DAMAGED, SWELLS, Unreadable
from ledger.apart import run_apart

SECONDS = 60
# No text that a page may hold is as long (`cms.freezing.sanitise.LONGEST`).
MOST_RESULT = 40 * 1024 * 1024
TOO_LONG = _(
    "“%(name)s” takes longer to read than a minute. Divide it into several documents, or attach "
    "it as a file."
)


@dataclass(frozen=True)
class Reading:
    """A document as it was read: HTML that nobody cleaned yet, pictures in order, counts."""

    html: str
    pictures: tuple[tuple[str, bytes], ...] = ()
    lost_pictures: dict[str, int] = field(default_factory=dict)
    counted: dict[str, Any] = field(default_factory=dict)


def read(data: bytes, name: str) -> Reading:
    """Read a document.

    Raises:
        Unreadable: with the sentence that says why not, and what to do.
    """
    admission.check(data, name)
    with tempfile.TemporaryDirectory(prefix="sanshen-word-") as folder:
        source = Path(folder) / "document.docx"
        source.write_bytes(data)
        _run(source, Path(folder), name)
        written = Path(folder) / "result.json"
        if written.exists() and written.stat().st_size > MOST_RESULT:
            # A note that is named a thousand times is written out a thousand times.
            raise Unreadable(SWELLS % {"name": name})
        try:
            result = json.loads(written.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise Unreadable(DAMAGED % {"name": name}) from error
        pictures = tuple((each, (Path(folder) / each).read_bytes()) for each in result["pictures"])
    return Reading(result["html"], pictures, result["lost_pictures"], result["counted"])


def _run(source: Path, folder: Path, name: str) -> None:
    try:
        run_apart("cms.office.converter", str(source), str(folder), folder=folder, seconds=SECONDS)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(TOO_LONG % {"name": name}) from error
    except subprocess.CalledProcessError as error:
        # Its limit of time ends it by a signal.
        too_long = error.returncode in (-24, -9)
        raise Unreadable((TOO_LONG if too_long else DAMAGED) % {"name": name}) from error
