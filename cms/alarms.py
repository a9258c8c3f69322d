"""Tells the desk of the alarms of the public side. The two do not know each other; this does."""

from portal.models import Alarm
from workflow.desk.home import auditing


def open_alarms() -> list[auditing.Alarm]:
    """Give what rang and nobody has closed."""
    rows = Alarm.objects.filter(closed_at__isnull=True).order_by("-raised_at")
    return [auditing.Alarm(row.sentence, row.subject, row.raised_at) for row in rows]


auditing.ALARMS.append(open_alarms)
