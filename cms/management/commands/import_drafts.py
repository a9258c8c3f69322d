"""`manage.py import_drafts FILE --as NUMBER`: drafts from another system, one a line."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from cms.importing import line as lines
from cms.importing.drafts import Importer
from cms.importing.line import BadLine
from workflow.models import Account, Person


class Command(BaseCommand):
    """Imports drafts from JSON lines; nothing becomes public by it."""

    help = "Imports drafts from a file of JSON lines in the name of a person, who answers for them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file and the person."""
        parser.add_argument("file", type=Path, help="one JSON object a line, in UTF-8")
        parser.add_argument(
            "--as", dest="number", required=True, help="the personal number of who answers for it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import line by line; a bad line is reported and left out, the others come in."""
        file: Path = options["file"]
        if not file.is_file():
            raise CommandError(_("There is no file %(file)s.") % {"file": file})
        importer = _importer(options["number"], file.parent)
        counts = {"made": 0, "known": 0, "left": 0}
        try:
            text = file.read_text("utf-8-sig")
        except UnicodeDecodeError as error:
            raise CommandError(_("%(file)s is not in UTF-8.") % {"file": file}) from error
        # Not `splitlines`: a text may hold what Unicode calls a line end, and JSON does not.
        for number, line in enumerate(tqdm(text.split("\n"), unit="line", disable=None), start=1):
            if not line.strip():
                continue
            result, words = _one(importer, line)
            counts[result] += 1
            report = _("Line %(number)d: %(words)s") % {"number": number, "words": words}
            tqdm.write(report, file=self.stderr if result == "left" else self.stdout)
        self.stdout.write(
            _("Imported %(made)d, imported before %(known)d, left out %(left)d.") % counts
        )


def _one(importer: Importer, line: str) -> tuple[str, str]:
    try:
        draft = lines.read(line)
        page = importer.bring_in(draft)
    except BadLine as sentence:
        return "left", _("left out, %(why)s") % {"why": sentence}
    if page is None:
        return "known", _("“%(title)s” was imported before.") % {"title": draft.title}
    return "made", _("“%(title)s” imported.") % {"title": draft.title}


def _importer(number: str, folder: Path) -> Importer:
    person = Person.objects.filter(number=number, closed_at__isnull=True).first()
    if person is None:
        raise CommandError(
            _("Nobody with the personal number %(number)s works here.") % {"number": number}
        )
    account = Account.objects.filter(person=person, user__is_active=True).first()
    if account is None:
        raise CommandError(_("%(name)s has no account.") % {"name": person.name})
    return Importer(person, account.user, folder)
