"""Days as people write them, and the moments at which they begin in the site's time zone."""

from argparse import ArgumentTypeError
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

FIRST, LAST = date(1970, 1, 1), date(2999, 12, 31)
"""Before and after them a day has no beginning or no end that a computer can name."""


def read(text: Any) -> date | None:
    """Read a day, ``2026-11-25``; nonsense is None, and what is beyond all records the nearest."""
    try:
        found = parse_date(str(text or ""))
    except ValueError:
        return None
    return min(max(found, FIRST), LAST) if found else None


def argument(text: str) -> date:
    """Read a day from a command line.

    Raises:
        ArgumentTypeError: when it is not one.
    """
    found = read(text)
    if found is None:
        raise ArgumentTypeError(_("“%(text)s” is not a day: write 2026-11-25.") % {"text": text})
    return found


def begins(day: date) -> datetime:
    """Give the moment at which a day begins."""
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_default_timezone())


def ends(day: date) -> datetime:
    """Give the moment at which a day is over."""
    return begins(day + timedelta(days=1))
