"""The demo's time: its history took a year, its loading takes seconds.

Submissions, opinions and releases carry the time at which they were made, and the record lets no
time go back. So the acts are performed in order, each on its own day, under a moved clock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import time_machine
from django.utils import timezone

from ledger import canonical, entries
from ledger.models import AuditEntry

# A day's work must lie behind the items that are still under review.
_STILL_OPEN = timedelta(hours=72)


@dataclass
class Clock:
    """What time it is in the city, and what time it is."""

    present: datetime
    coordinates: time_machine.Traveller

    def day(self, text: str) -> datetime:
        """Give the beginning of a working day of the history."""
        return min(_morning(text), self.present - _STILL_OPEN)

    def before(self, hours: float) -> datetime:
        """Give a time so many hours before the demo was loaded."""
        return self.present - timedelta(hours=hours)

    def go_on(self, moment: datetime) -> None:
        """Let it be a later moment; one that has passed changes nothing."""
        if timezone.now() < moment <= self.present:
            self.coordinates.move_to(moment)

    def wait(self, pause: timedelta) -> None:
        """Let time pass, but never beyond the present."""
        self.go_on(min(timezone.now() + pause, self.present))


@contextmanager
def moved(first: str) -> Iterator[Clock]:
    """Begin on a day of the history, or where it was left off; afterwards it is now again."""
    present = timezone.now()
    begin = min(_morning(first), present - _STILL_OPEN)
    newest = AuditEntry.objects.order_by("-sequence").first()
    if newest is not None:
        begin = max(begin, canonical.read_time(entries.header(newest).at))
    with time_machine.travel(begin, tick=True) as coordinates:
        yield Clock(present, coordinates)


def _morning(day: str) -> datetime:
    # In UTC: another zone would become that of the whole process.
    return timezone.make_aware(datetime.fromisoformat(f"{day}T08:50:00")).astimezone(UTC)
