"""`rotate_key`: a new key signs from the next entry on."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ledger import keys, people, rotation
from ledger.broken import Broken


class Command(BaseCommand):
    """Rotate the signing key, by two people."""

    help = "Make a new signing key. Afterwards copy the keys to where they are kept apart."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Two people, or the end of a rotation that was interrupted."""
        parser.add_argument("--by", metavar="NUMBER", help="personal number")
        parser.add_argument("--confirmed-by", metavar="NUMBER", help="another personal number")
        parser.add_argument("--finish", action="store_true", help="end an interrupted rotation")

    def handle(self, *args: Any, by: str, confirmed_by: str, finish: bool, **options: Any) -> None:
        """Rotate, or finish."""
        if finish:
            rotation.finish()
            self.stdout.write(_("The signing key is %(key)s.") % {"key": keys.signing_key().id})
            return
        if not by or not confirmed_by:
            raise CommandError(_("Say --by and --confirmed-by with two personal numbers."))
        try:
            first, second = people.two(by, confirmed_by)
            rotation.rotate(rotated_by=first, confirmed_by=second)
        except (people.Unknown, keys.MissingKey, Broken) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("The signing key is %(key)s.") % {"key": keys.signing_key().id})
        self.stdout.write(
            _("Now copy the keys and make a backup: an older one cannot be accepted any more.")
        )
