"""When a stage should have signed. A deadline stops nothing; it is shown, and people are told."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone


def review_time() -> timedelta:
    """Give the time that a stage has (SANSHEN_REVIEW_HOURS)."""
    return timedelta(hours=settings.SANSHEN_REVIEW_HOURS)


def due(since: datetime) -> datetime:
    """Give the moment until which what has been waiting since then should be signed."""
    return since + review_time()


def overdue(since: datetime, now: datetime | None = None) -> bool:
    """Say whether a stage has had more than its time."""
    return (now or timezone.now()) > due(since)
