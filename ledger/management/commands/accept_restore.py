"""`accept_restore`: two people accept that what came after a backup is lost."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ledger import head, keys, people, restoring
from ledger.broken import Broken


class Command(BaseCommand):
    """Record the lost range and go on after the old head."""

    help = "Accept a restored database that is behind the signed head: two people and a reason."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Two people and a reason."""
        parser.add_argument("--by", required=True, metavar="NUMBER", help="personal number")
        parser.add_argument(
            "--confirmed-by", required=True, metavar="NUMBER", help="another personal number"
        )
        parser.add_argument("--reason", required=True, help="in words")

    def handle(self, *args: Any, by: str, confirmed_by: str, reason: str, **options: Any) -> None:
        """Accept and say what was lost."""
        try:
            first, second = people.two(by, confirmed_by)
            lost = head.read()
            row = restoring.accept(reason=reason, accepted_by=first, confirmed_by=second)
        except (people.Unknown, restoring.CannotRestore, keys.MissingKey, Broken) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            _("Accepted as audit entry %(sequence)s. The old head was entry %(old)s.")
            % {"sequence": row.sequence, "old": lost.entry if lost else "-"}
        )
