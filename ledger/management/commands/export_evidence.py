"""`export_evidence DEST`: a bundle that an outsider verifies without this product."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from ledger.days import argument, begins, ends
from ledger.evidence import exporting
from ledger.evidence.selection import Selection


class Command(BaseCommand):
    """Write both chains, and the texts and files behind the releases asked for."""

    help = "Write a bundle of evidence into a new folder; verify_evidence.py in it verifies it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, and of what."""
        parser.add_argument("dest", type=Path, help="a folder that does not exist yet")
        parser.add_argument("--since", type=argument, help="texts of releases from this day on")
        parser.add_argument(
            "--until", type=argument, help="texts of releases up to this day, included"
        )
        parser.add_argument("--page", default="", help="texts of one page: its address or uid")

    def handle(self, *args: Any, dest: Path, **options: Any) -> None:
        """Write it and say how to verify it."""
        since, until = options["since"], options["until"]
        selection = Selection(
            begins(since) if since else None,
            ends(until) if until else None,
            options["page"],
        )
        try:
            with tqdm(
                total=exporting.total(), unit="", disable=None, leave=False, file=self.stderr
            ) as bar:
                made = exporting.export(dest, selection, progress=bar.update)
        except (exporting.NotExportable, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("The bundle is in %(path)s. To verify it:") % {"path": made})
        self.stdout.write(f"python {made / exporting.VERIFIER.name} {made}")
