"""`mirror_entries`: write the audit entries that the mirror has not got yet."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ledger import mirror


class Command(BaseCommand):
    """Runs by itself; does nothing without SANSHEN_MIRROR."""

    help = "Bring the mirror of the audit log (SANSHEN_MIRROR) up to date."

    def handle(self, *args: Any, **options: Any) -> None:
        """Catch up."""
        if not settings.SANSHEN_MIRROR:
            return
        try:
            count = mirror.catch_up()
        except OSError as error:
            raise CommandError(
                _("The mirror %(path)s could not be written: %(error)s")
                % {"path": settings.SANSHEN_MIRROR, "error": error}
            ) from error
        # Standard output may be the mirror itself.
        self.stderr.write(_("Audit entries mirrored: %(count)d.") % {"count": count})
