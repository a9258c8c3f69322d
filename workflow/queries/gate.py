"""The runs of `check_gate` as the record has them: when, how many ended how, the whole report."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ledger import bodies, canonical, entries
from ledger.broken import Broken
from ledger.canonical import NotCanonical
from ledger.models import AuditEntry, EntryIndex

TAG = "gate:checked"
#: After that many days the auditor is told that the check is old.
OLD_AFTER = timedelta(days=30)
SHOWN = 100


@dataclass(frozen=True)
class GateRun:
    """One run: its entry, when it was, who asked for it, how many attempts ended how."""

    sequence: int
    at: datetime
    person: str
    counts: dict[str, int]
    report: str

    @property
    def open(self) -> int:
        """How many attempts got through."""
        return self.counts.get("open", 0)

    @property
    def total(self) -> int:
        """How many attempts there were."""
        return sum(self.counts.values())

    def is_old(self, moment: datetime) -> bool:
        """Say whether it was too long ago to say anything of today."""
        return moment - self.at > OLD_AFTER


def gate_runs(limit: int = SHOWN) -> list[GateRun]:
    """Give the newest runs, newest first."""
    rows = list(EntryIndex.objects.filter(tag=TAG).order_by("-sequence")[:limit])
    found = AuditEntry.objects.in_bulk([row.sequence for row in rows])
    return list(_read(rows, found))


def gate_run(sequence: int) -> tuple[GateRun, dict[str, Any]] | None:
    """Give a run with its report; None when that entry is none, or its report cannot be read."""
    rows = list(EntryIndex.objects.filter(tag=TAG, sequence=sequence))
    found = list(_read(rows, AuditEntry.objects.in_bulk([sequence])))
    if not found:
        return None
    try:
        report = canonical.decode(bodies.get(found[0].report))
    except (Broken, NotCanonical):
        return None
    return (found[0], report) if isinstance(report, dict) else None


def _read(rows: list[EntryIndex], found: dict[Any, AuditEntry]) -> Iterator[GateRun]:
    for row in rows:
        entry = found.get(row.sequence)
        try:
            header = entries.header(entry) if entry is not None else None
        except NotCanonical:
            header = None
        if header is None or header.tag != TAG:
            continue
        detail = dict(header.detail)
        report = str(detail.pop("report", ""))
        counts = {name: int(value) for name, value in detail.items() if isinstance(value, int)}
        yield GateRun(row.sequence, row.at, row.person_name, counts, report)
