"""Raising what a person must look at, once for each thing that is wrong."""

import logging

from django.db import DatabaseError, transaction
from django.utils import timezone

from portal.models import Alarm

log = logging.getLogger("portal")


def sound(code: str, subject: str, sentence: str) -> None:
    """Raise an alarm, unless the same one is open already.

    A reader must get an answer even when the alarm cannot be written, so that failure is logged.
    """
    try:
        with transaction.atomic():
            _, raised = Alarm.objects.get_or_create(
                code=code, subject=subject[:120], closed_at=None, defaults={"sentence": sentence}
            )
    except DatabaseError:
        log.exception("The alarm %s about %s could not be written.", code, subject)
        raised = True
    if raised:
        log.error("%s: %s: %s", code, subject, sentence)


def over(code: str, subject: str) -> None:
    """Close an alarm, because what it was about is right again."""
    Alarm.objects.filter(code=code, subject=subject[:120], closed_at=None).update(
        closed_at=timezone.now()
    )
