"""`manage.py run_schedule`: run what is due now, for a timer of the machine."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from config import schedule


class Command(BaseCommand):
    """For installations whose server runs no tasks itself; run twice at once, each runs once."""

    help = "Run the periodic tasks that are due; --list says when each is."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer to look only."""
        parser.add_argument("--list", action="store_true", help="say when each is due, run none")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run, or tell."""
        if not options["list"]:
            for name in schedule.run_due():
                self.stdout.write(name)
            return
        for task, row in schedule.standing():
            due = f"{timezone.localtime(row.due_at):%Y-%m-%d %H:%M}"
            self.stdout.write(f"{task.name}: " + _("due %(moment)s") % {"moment": due})
            if row.ended_at is not None:
                outcome = _("failed") if row.failed else _("done")
                ended = f"{timezone.localtime(row.ended_at):%Y-%m-%d %H:%M}"
                said = (row.outcome.splitlines() or [""])[-1]
                self.stdout.write(f"    {ended} {outcome}: {said}")
