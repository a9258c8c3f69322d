"""`restore SRC`: put a backup back. Stop every other process first."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ledger import backups, restoring
from ledger.database_copy import CopyFailed


class Command(BaseCommand):
    """Put a backup back; the head stays, so that nothing can be lost unseen."""

    help = "Put a backup back. What was there is kept aside as a copy."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where from, and whether a ledger may be replaced."""
        parser.add_argument("src", type=Path, help="a folder that backup made")
        parser.add_argument("--replace", action="store_true", help="replace a ledger that is here")

    def handle(self, *args: Any, src: Path, replace: bool, **options: Any) -> None:
        """Restore, and say what must be done next."""
        try:
            done = restoring.restore(src, replace=replace)
        except (backups.BadBackup, restoring.CannotRestore, CopyFailed, OSError) as error:
            raise CommandError(str(error)) from error
        if done.kept_aside:
            self.stdout.write(
                _("The database that was here is kept as %(path)s.") % {"path": done.kept_aside}
            )
        if done.behind:
            self.stdout.write(self.style.WARNING(done.behind))
            return
        self.stdout.write(_("Restored; the database extends the signed head."))
        if done.erased_again:
            self.stdout.write(
                _("%(count)s erasure orders were carried out again.") % {"count": done.erased_again}
            )
