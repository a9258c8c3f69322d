"""`scan_published`: read everything public again when rules or lists changed; stop, go on."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from tqdm import tqdm

from workflow.corrections import closing, scan
from workflow.corrections.models import Scan


class Command(BaseCommand):
    """For a timer, every few minutes. When nothing changed it does nothing."""

    help = "Read everything public again with the present rules and lists; open correction tasks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How long, how many at once, and whether to begin again."""
        parser.add_argument("--minutes", type=float, help="stop after so long; go on next time")
        parser.add_argument("--workers", type=int, default=1, help="processes that read")
        parser.add_argument("--again", action="store_true", help="even when nothing changed")

    def handle(self, *args: Any, **options: Any) -> None:
        """Settle what was put right, then read."""
        closed = closing.settle()
        if not (options["again"] or scan.is_due()):
            said = _("Rules and lists are those of the last reading. Tasks closed: %(closed)d.")
            self.stdout.write(said % {"closed": closed})
            return
        minutes = options["minutes"]
        with tqdm(disable=None, unit="", file=self.stderr) as bar:

            def show(now: Scan) -> None:
                bar.total, bar.n = now.total, now.read
                bar.refresh()

            found = scan.run(
                seconds=minutes * 60 if minutes else None,
                workers=options["workers"],
                again=options["again"],
                progress=show,
            )
        said = _("Read %(read)d of %(total)d, tasks opened: %(found)d, closed: %(closed)d.")
        values = {"read": found.read, "total": found.total, "found": found.found, "closed": closed}
        self.stdout.write(said % values)
