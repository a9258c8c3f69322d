"""Make the search index again from the releases."""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from portal.refilling import RunningError, make_again
from search.engine import SearchAway


class Command(BaseCommand):
    """Makes a new index beside the old one; visitors find items meanwhile."""

    help = "Make the search index again from what is public; goes on where it was cut off."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether to begin from the first item."""
        parser.add_argument("--anew", action="store_true", help="begin from the first item")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, and say how much is in the index."""
        try:
            count = make_again(progress=self._progress, anew=options["anew"])
        except RunningError as error:
            raise CommandError(_("Another process is making the search index again.")) from error
        except SearchAway as away:
            raise CommandError(
                _("The search engine is away: %(why)s Type rebuild_index again to go on.")
                % {"why": away}
            ) from away
        self.stdout.write(_("The search index holds %(count)d items.") % {"count": count})

    def _progress(self, uids: list[str], done: int) -> Iterable[str]:
        # Shown on a terminal only: tqdm finds out by itself.
        return tqdm(uids, initial=done, total=done + len(uids), disable=None, file=self.stderr)
