"""`manage.py patrol`: look again at everything that is shown, and put right what differs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal import patrol


class Command(BaseCommand):
    """By hand it goes all the way round, and fails when anything was not as released."""

    help = "Compare what is shown with the releases, put drift right, raise an alarm."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """For how long."""
        parser.add_argument(
            "--seconds",
            type=float,
            help="go on where the last one ended, for so long; what is found rings an alarm only",
        )

    def handle(self, *args: Any, seconds: float | None, **options: Any) -> None:
        """Walk round, and say what was found."""
        found = patrol.walk(seconds)
        self.stdout.write(
            _("%(items)d public pages and %(files)d files were looked at.")
            % {"items": found.items, "files": found.files}
        )
        if not found.ok and seconds is None:
            raise CommandError(
                _("Not as released: %(what)s")
                % {"what": ", ".join((*found.broken, *found.changed))}
            )
