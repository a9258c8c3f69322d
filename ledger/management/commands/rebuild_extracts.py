"""`rebuild_extracts`: open the attachments whose text was not taken out yet, or all."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext
from tqdm import tqdm

from ledger import extracts
from ledger.broken import Broken
from ledger.models import AssetExtract


class Command(BaseCommand):
    """Take text and properties out of attachments and pictures."""

    help = "Take the text out of attachments that were not opened yet; stop and go on at will."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to begin anew."""
        parser.add_argument("--all", action="store_true", help="open all of them again")

    def handle(self, *args: Any, **options: Any) -> None:
        """Open them one after the other."""
        if options["all"]:
            AssetExtract.objects.all().delete()
        waiting = list(extracts.missing())
        broken = 0
        for digest in tqdm(waiting, disable=None, file=self.stderr):
            try:
                extracts.kept(digest)
            except Broken as error:
                broken += 1
                self.stderr.write(str(error))
        count = len(waiting) - broken
        said = ngettext("%(count)d file was opened.", "%(count)d files were opened.", count)
        self.stdout.write(said % {"count": count})
