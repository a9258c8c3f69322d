"""`verify_ledger`: verify everything that is believed, and say what does not hold."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from ledger import verify
from ledger.broken import Broken
from ledger.verify import held, record

BROKEN = 1


class Command(BaseCommand):
    """Exit status 0 when everything verifies, 1 when anything does not."""

    help = "Verify both chains, head, keys, triggers, indexes, bodies, files and erasures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How to say it, and whether to enter it."""
        parser.add_argument("--json", action="store_true", help="write the report as JSON")
        parser.add_argument(
            "--no-entry", action="store_true", help="write nothing about it into the audit log"
        )

        parser.add_argument(
            "--head",
            metavar="HEAD",
            help="SEQUENCE:DIGEST from a review sheet, or the file of an anchor, to be reached",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify, report, and end with the exit status."""
        try:
            outside = held.read(options["head"]) if options["head"] else None
        except held.NotAHead as error:
            raise CommandError(str(error)) from error
        with tqdm(
            total=verify.total(), unit="", disable=None, leave=False, file=self.stderr
        ) as bar:
            report = verify.ledger(bar.update)
        if outside is not None:
            _compare(outside, report)
        if not options["no_entry"]:
            record.enter(report)
        if options["json"]:
            self.stdout.write(json.dumps(report.document(), ensure_ascii=False, indent=2))
        else:
            self._tell(report)
        if not report.ok:
            raise SystemExit(BROKEN)

    def _tell(self, report: verify.Report) -> None:
        for name, count in sorted(report.checked.items()):
            self.stdout.write(f"{count:>10}  {name}")
        for number, problem in enumerate(report.problems):
            self.stdout.write(self.style.ERROR(f"{problem.place}: {problem.sentence}"))
            if number == 0:
                for line in report.affected:
                    self.stdout.write(f"    → {line}")
        if report.more:
            self.stdout.write(_("and %(count)s more problems") % {"count": report.more})
        if report.ok:
            self.stdout.write(
                _("Everything verifies: %(rows)s rows in %(seconds).1f s.")
                % {"rows": report.rows, "seconds": report.seconds}
            )


def _compare(outside: held.Held, report: verify.Report) -> None:
    try:
        held.check(outside)
    except Broken as broken:
        report.add(f"entry {outside.entry}", str(broken))
    else:
        report.checked["heads"] += 1
