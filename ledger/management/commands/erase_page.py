"""`erase_page ADDRESS`: by order of two people, what a withdrawn page said is erased."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ledger import erasing, keys, people
from ledger.broken import Broken
from ledger.erasures import NotErasable


class Command(BaseCommand):
    """Without the two numbers it only says what would go."""

    help = "Erase the texts, files and quoted passages of a withdrawn page: two people and a law."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which page, by whom, by which law."""
        parser.add_argument("page", help="its address or uid")
        parser.add_argument("--by", metavar="NUMBER", help="personal number")
        parser.add_argument("--confirmed-by", metavar="NUMBER", help="another personal number")
        parser.add_argument("--basis", default="", help="the legal basis, in words")

    def handle(self, *args: Any, page: str, by: str, confirmed_by: str, **options: Any) -> None:
        """Say what goes; with two people, let it go."""
        try:
            subjects = erasing.of_page(page)
            self._tell(subjects)
            if not by and not confirmed_by:
                self.stdout.write(_("Nothing was erased: say --by, --confirmed-by and --basis."))
                return
            first, second = people.two(by or "", confirmed_by or "")
            made = erasing.order(
                subjects, legal_basis=options["basis"], ordered_by=first, confirmed_by=second
            )
        except (NotErasable, people.Unknown, keys.MissingKey, Broken, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("Orders carried out: %(count)s.") % {"count": len(made)})
        self.stdout.write(
            _("Now run rebuild_index, verify_ledger and backup, and delete older backups.")
        )

    def _tell(self, subjects: erasing.Subjects) -> None:
        for digest in subjects.digests:
            self.stdout.write(digest)
        for digest in subjects.shared:
            self.stdout.write(
                _("%(digest)s stays: another public page shows it.") % {"digest": digest}
            )
