"""`digest_readings`: enter the digests of the reading log of the hours that are over."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ledger import keys, readings
from ledger.broken import Broken
from ledger.models import AuditEntry


class Command(BaseCommand):
    """Runs by itself; run twice, it enters nothing twice."""

    help = "Seal the files of the reading log whose hour is over, and enter their digests."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal, enter, say how many."""
        if not keys.can_sign() or not AuditEntry.objects.exists():
            readings.seal()
            self.stdout.write(_("Nothing can be entered before the ledger has begun."))
            return
        try:
            made = readings.digest()
        except (Broken, keys.MissingKey, OSError) as error:
            raise CommandError(str(error)) from error
        lines = sum(each.lines for each in made)
        self.stdout.write(
            ngettext(
                "%(count)d file of the reading log entered, %(lines)d lines.",
                "%(count)d files of the reading log entered, %(lines)d lines.",
                len(made),
            )
            % {"count": len(made), "lines": lines}
        )
