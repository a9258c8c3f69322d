"""`backup DEST`: database, assets, workspace files, head, erasure orders. Never the keys."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ledger import backups
from ledger.database_copy import CopyFailed


class Command(BaseCommand):
    """Make a backup while everything goes on."""

    help = "Make a backup in a new folder. Copy the keys yourself, and keep them elsewhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("dest", type=Path, help="a folder that does not exist yet")

    def handle(self, *args: Any, dest: Path, **options: Any) -> None:
        """Make it and say what is not in it."""
        try:
            made = backups.make(dest)
        except (backups.BadBackup, CopyFailed, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("The backup is in %(path)s.") % {"path": made})
        self.stdout.write(
            _("The keys are not in it: keep a copy of %(path)s in another place.")
            % {"path": settings.SANSHEN_KEYS}
        )
