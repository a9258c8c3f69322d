"""`check_gate`: try every way round three signatures on this installation, and keep the report."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from config.gate.outcome import NAMES, Line, Outcome, in_language
from config.gate.progress import AlreadyRunning, Watched
from config.gate.report import Report, keep
from config.gate.run import run
from config.gate.visitor import visitor
from workflow.models import Person
from workflow.presence import person_ref

OPEN = 1


class Command(BaseCommand):
    """Exit status 0 when nothing is open, 1 when anything is."""

    help = "Try every door on this installation; nothing of it stays but the report."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How to say it, where to ask, in whose name."""
        parser.add_argument("--json", action="store_true", help="write the report as JSON")
        parser.add_argument("--address", default="", help="where the public site answers")
        parser.add_argument(
            "--alarm-only",
            action="store_true",
            help="say one line, and end with 0 whatever is open: the alarm tells of it",
        )
        parser.add_argument("--by", default="", help="the uid of the person who asked for it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Try, say how each ended, keep the report."""
        person = Person.objects.filter(uid=options["by"]).first() if options["by"] else None
        asking = visitor(options["address"])
        try:
            with Watched() as watched, self._bar() as bar:

                def progress(done: int, total: int, line: Line | None) -> None:
                    bar.total = total
                    bar.update(done - bar.n)
                    watched.at(done, total)
                    if line is not None and not (options["json"] or options["alarm_only"]):
                        self._tell(line, bar)

                report = run(asking, progress)
                number = keep(report, person_ref(person) if person else None)
        except AlreadyRunning as running:
            raise CommandError(str(running)) from running
        if options["json"]:
            document = {**report.document(), "entry": number, "ok": report.ok}
            self.stdout.write(json.dumps(document, ensure_ascii=False, indent=2))
        else:
            self._conclude(report, number)
        if not report.ok and not options["alarm_only"]:
            raise SystemExit(OPEN)

    def _bar(self) -> Any:
        return tqdm(total=0, unit="", disable=None, leave=False, file=self.stderr)

    def _tell(self, line: Line, bar: Any) -> None:
        bar.clear()
        dress = {Outcome.OPEN: self.style.ERROR, Outcome.ADMITTED: self.style.WARNING}
        name = dress.get(line.outcome, self.style.SUCCESS)(str(NAMES[line.outcome]))
        self.stdout.write(f"{line.number:>2}  {name}  {in_language(line.tried)}")
        expected = _("expected: %(outcome)s") % {"outcome": NAMES[line.expected]}
        self.stdout.write(f"      {expected}  {in_language(line.seen)}")
        if line.advice:
            self.stdout.write(f"      → {in_language(line.advice)}")

    def _conclude(self, report: Report, number: int) -> None:
        counts = report.counts
        words = [f"{NAMES[outcome]} {counts[outcome]}" for outcome in Outcome if counts[outcome]]
        self.stdout.write(" · ".join(words))
        self.stdout.write(
            _("%(count)d attempts in %(seconds).1f s; the report is audit entry %(number)d.")
            % {
                "count": len(report.lines),
                "seconds": report.milliseconds / 1000,
                "number": number,
            }
        )
        if not report.asked:
            self.stdout.write(
                _("No server answered, so that the public side was asked in this process.")
            )
