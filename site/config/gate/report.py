"""What is kept of a run: the body that the audit entry `gate:checked` covers.

docs/formats.md describes it as `gate/1`.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from config.gate.outcome import Line, Outcome
from ledger import bodies, canonical, entries, keys
from portal.alarms import sound

FORMAT = "gate/1"
TAG = "gate:checked"


@dataclass(frozen=True)
class Report:
    """A run, whole."""

    at: str
    milliseconds: int
    asked: str
    lines: tuple[Line, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many ended how, every outcome named."""
        found = Counter(line.outcome for line in self.lines)
        return {outcome.value: found[outcome] for outcome in Outcome}

    @property
    def ok(self) -> bool:
        """Whether nothing is open."""
        return self.counts[Outcome.OPEN] == 0

    def document(self) -> dict[str, Any]:
        """Give the report as it is kept."""
        return {
            "format": FORMAT,
            "site": keys.site(),
            "at": self.at,
            "milliseconds": self.milliseconds,
            "asked": self.asked,
            "database": connection.vendor,
            "counts": self.counts,
            "lines": [line.document() for line in self.lines],
        }


@transaction.atomic
def keep(report: Report, person: Mapping[str, str] | None) -> int:
    """Write the run into the record, and give the number of its entry; open doors ring an alarm."""
    digest = bodies.put(canonical.encode(report.document()))
    if not report.ok:
        names = ", ".join(line.key for line in report.lines if line.outcome is Outcome.OPEN)
        sound("gate:open", "check_gate", f"check_gate: {names}")
    entry = entries.append(
        TAG, person=person, detail={**report.counts, "report": digest}, covers=[digest]
    )
    return int(entry.sequence)
