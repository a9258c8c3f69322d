"""A period as somebody asked for it: days, both included."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from django.utils import timezone

from ledger import days


@dataclass(frozen=True)
class Period:
    """Days, both included, as somebody asked for them."""

    first: date
    last: date

    @classmethod
    def asked(cls, values: Any) -> Self:
        """Read the days; what is missing or nonsense becomes this month until today."""
        today = timezone.localdate()
        return cls(
            days.read(values.get("since")) or today.replace(day=1),
            days.read(values.get("until")) or today,
        )

    def moments(self) -> tuple[datetime, datetime]:
        """Give the moment it begins and the moment it is over."""
        return days.begins(self.first), days.ends(self.last)
