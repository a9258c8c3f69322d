"""`manage.py tell_alarms`: mail and enter the alarms that were raised."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from portal import telling


class Command(BaseCommand):
    """Runs by itself; run twice, it tells nobody anything twice."""

    help = "Mail the alarms to SANSHEN_ALARM_TO, and enter them in the audit log."

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell, and say of how many."""
        told = telling.tell()
        words = _("Alarms mailed: %(mailed)d, entered: %(entered)d.")
        self.stdout.write(words % {"mailed": told.mailed, "entered": told.entered})
