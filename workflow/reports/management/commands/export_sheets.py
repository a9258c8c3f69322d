"""`export_sheets FILE.zip --since --until`: the review sheets of a period, however many."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from tqdm import tqdm

from ledger import entries
from ledger.days import argument
from workflow.reports import batch, pdf
from workflow.reports.period import Period


class Command(BaseCommand):
    """Write a ZIP of PDFs and a list."""

    help = "Write the review sheets of the releases of a period into a ZIP file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, and of when."""
        parser.add_argument("file", type=Path, help="a ZIP file that does not exist yet")
        parser.add_argument(
            "--since", type=argument, required=True, help="the first day, 2026-01-01"
        )
        parser.add_argument("--until", type=argument, required=True, help="the last day, included")

    def handle(self, *args: Any, file: Path, since: date, until: date, **options: Any) -> None:
        """Write it and say how many."""
        headers = batch.released_between(*Period(since, until).moments())
        if not headers:
            raise CommandError(_("Nothing was released in this period; nothing was written."))
        try:
            with (
                file.open("xb") as target,
                tqdm(
                    total=len(headers), unit="", disable=None, leave=False, file=self.stderr
                ) as bar,
            ):
                count = batch.write(target, headers, "export_sheets", bar.update)
        except FileExistsError as error:
            raise CommandError(
                _("%(path)s exists already; nothing was written.") % {"path": file}
            ) from error
        except (pdf.Unavailable, OSError) as error:
            file.unlink(missing_ok=True)
            raise CommandError(str(error)) from error
        with transaction.atomic():
            entries.append("evidence:exported", person=None, detail={"sheets": count})
        self.stdout.write(_("%(count)d sheets are in %(path)s.") % {"count": count, "path": file})
