"""Starts the process that opens a file, and reads what it wrote.

A file can be made so that reading it takes hours or all memory. Only that process is lost by it,
after half a minute; the folder goes in any case.
"""

import json
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from ledger.apart import run_apart
from ledger.opening.parts import DAMAGED, TOO_LARGE, TOO_LONG

SECONDS = 30
MOST_BYTES = 50 * 1024 * 1024
_OFFICE = "application/vnd.openxmlformats-officedocument."
_KINDS = {
    f"{_OFFICE}wordprocessingml.document": "word",
    f"{_OFFICE}spreadsheetml.sheet": "sheets",
    f"{_OFFICE}presentationml.presentation": "slides",
    "application/pdf": "pdf",
    "image/jpeg": "pictures",
    "image/png": "pictures",
    "image/webp": "pictures",
    "image/gif": "pictures",
}


class Part(NamedTuple):
    """Some text of a file, and where in it: page, paragraph or cell, in Chinese words."""

    place: str
    text: str


@dataclass(frozen=True)
class Extract:
    """What a file holds. `properties` may say ``author last_author company manager title created
    comments changes hidden_sheets pages width height gps camera taken``; `problem` is a Chinese
    sentence when something was not read, or is empty."""

    parts: tuple[Part, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)
    problem: str = ""

    @property
    def text(self) -> str:
        """All the words, a line each part."""
        return "\n".join(part.text for part in self.parts)

    def as_json(self) -> dict[str, Any]:
        """Give everything as JSON can hold it."""
        return {"parts": self.parts, "properties": self.properties, "problem": self.problem}

    @classmethod
    def of(cls, value: dict[str, Any]) -> "Extract":
        """Read what `as_json` gave."""
        parts = tuple(Part(place, text) for place, text in value["parts"])
        return cls(parts, value["properties"], value["problem"])


def is_read(media_type: str) -> bool:
    """Say whether files of this type are opened at all."""
    return media_type in _KINDS


def extract(data: bytes, media_type: str) -> Extract:
    """Open a file; whatever it is, an answer comes within half a minute."""
    kind = _KINDS.get(media_type)
    if kind is None:
        return Extract()
    if len(data) > MOST_BYTES:
        return Extract(problem=TOO_LARGE)
    with tempfile.TemporaryDirectory(prefix="sanshen-extract-") as folder:
        source, result = Path(folder) / "file", Path(folder) / "result.json"
        source.write_bytes(data)
        try:
            run_apart(
                "ledger.opening", kind, str(source), str(result),
                folder=Path(folder), seconds=SECONDS,
            )  # fmt: skip
            return Extract.of(json.loads(result.read_text("utf-8")))
        except subprocess.TimeoutExpired:
            return Extract(problem=TOO_LONG)
        except subprocess.CalledProcessError as error:
            # Its limit of time ends it by a signal.
            return Extract(problem=TOO_LONG if error.returncode < 0 else DAMAGED)
        except (OSError, ValueError):
            return Extract(problem=DAMAGED)
