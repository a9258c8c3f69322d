"""A list of people at a terminal: what would happen, then the question, then all of it at once."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from workflow.accounts import terminal
from workflow.people import imports, lists
from workflow.refusals import Refused


class Command(BaseCommand):
    """Import people in an administrator's own name."""

    help = (
        "Imports people, departments and accounts from a CSV or XLSX file. Prints what would "
        "happen with each line; does it with --yes, as the administrator of --as."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Know the file, and who acts."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--as", dest="username", help="Your own user name.")
        parser.add_argument("--yes", action="store_true", help="Do it; without, only say what.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what would happen, and do it when asked to."""
        path = options["file"]
        try:
            lines = lists.read(path.read_bytes(), path.name)
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}") from error
        except lists.Unreadable as sentence:
            raise CommandError(str(sentence)) from sentence
        self._tell(imports.plan(lines))
        if not options["yes"]:
            return
        if not options["username"]:
            raise CommandError("Say with --as who imports: it stands in the audit log.")
        try:
            imports.carry_out(terminal.prove(options["username"]), lines)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write("Done.")

    def _tell(self, found: imports.Plan) -> None:
        for step in found.steps:
            if step.kind != imports.UNCHANGED:
                says = "; ".join(str(each) for each in step.says)
                name = step.cells["name"]
                self.stdout.write(f"{step.number}: {step.kind}: {name} {says}".rstrip())
        counts = ", ".join(f"{number} {kind}" for kind, number in found.counts.items())
        self.stdout.write(counts)
