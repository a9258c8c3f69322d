"""Alarms reach people and the chain: mailed once, entered once.

A process that only shows can raise an alarm and can sign nothing; one that signs comes by every
minute and does both for all. Neither waits for the other: a broken chain takes no entry, and its
alarm is mailed all the same.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import entries, keys
from ledger.broken import Broken
from ledger.canonical import time_text
from ledger.models import AuditEntry
from portal.models import Alarm

_MOST = 50
_LONGEST = 255


@dataclass(frozen=True)
class Told:
    """How many alarms were mailed and entered."""

    mailed: int
    entered: int


def tell() -> Told:
    """Mail the alarms that nobody was told of, and enter those that no entry names."""
    entered = _enter()
    return Told(_mail(), entered)


def _mail() -> int:
    if not settings.SANSHEN_ALARM_TO:
        return 0
    rows = list(Alarm.objects.filter(mailed_at=None).order_by("pk")[:_MOST])
    if not rows:
        return 0
    lines = [f"{timezone.localtime(row.raised_at):%Y-%m-%d %H:%M}  {row.sentence}" for row in rows]
    send_mail(
        _("Alarm: %(sentence)s") % {"sentence": " ".join(rows[0].sentence.split())[:100]},
        "\n".join([*lines, "", settings.SANSHEN_EDITING_ORIGIN]),
        None,
        settings.SANSHEN_ALARM_TO,
    )
    Alarm.objects.filter(pk__in=[row.pk for row in rows]).update(mailed_at=timezone.now())
    return len(rows)


def _enter() -> int:
    if not keys.can_sign() or not AuditEntry.objects.exists():
        return 0
    count = 0
    for row in Alarm.objects.filter(entry=None).order_by("pk")[:_MOST]:
        try:
            with transaction.atomic():
                entries.lock()
                mine = Alarm.objects.filter(pk=row.pk, entry=None)
                if mine.update(entry=entries.next_sequence()):
                    _append(row)
                    count += 1
        except (Broken, keys.MissingKey):
            break
    return count


def _append(row: Alarm) -> None:
    entries.append(
        "alarm:raised",
        person=None,
        subject={"kind": "alarm", "uid": row.code},
        detail={
            "about": row.subject,
            "sentence": row.sentence[:_LONGEST],
            "raised_at": time_text(row.raised_at),
        },
    )
