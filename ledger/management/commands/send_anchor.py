"""`send_anchor`: the head of both chains, as a file and by mail, to somebody outside."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ledger import anchors, keys
from ledger.broken import Broken
from ledger.models import AuditEntry


class Command(BaseCommand):
    """Runs by itself once a day."""

    help = "Send the head of both chains to SANSHEN_ANCHOR_TO and to SANSHEN_ANCHOR_FOLDER."

    def handle(self, *args: Any, **options: Any) -> None:
        """Send, and say what."""
        if not keys.can_sign() or not AuditEntry.objects.exists():
            self.stdout.write(_("Nothing can be entered before the ledger has begun."))
            return
        try:
            sent = anchors.send()
        except (Broken, keys.MissingKey, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            _("Entry %(entry)s is in %(path)s and was mailed to %(count)s.")
            % {"entry": sent.head.entry, "path": sent.path, "count": len(sent.to)}
        )
