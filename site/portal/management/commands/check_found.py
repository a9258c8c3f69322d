"""Published = found: check that search knows exactly what is public."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal.equality import compare, repair
from search.engine import SearchAway, get_engine


class Command(BaseCommand):
    """Fails when an item is public and not found, or found and not public."""

    help = "Check that search finds exactly what is public."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how to look, and what to do then."""
        parser.add_argument(
            "--quick", action="store_true", help="compare the numbers of the releases only"
        )
        parser.add_argument("--repair", action="store_true", help="put right what differs")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, name what differs, put it right when asked to."""
        try:
            found = compare(by_title=not options["quick"])
            for each in found:
                self.stderr.write(each.sentence)
            repaired = len(found) if options["repair"] else 0
            if repaired:
                repair(found)
                found = compare(by_title=not options["quick"])
            problem = get_engine().health().problem
        except SearchAway as away:
            raise CommandError(
                _("The search engine is away, nothing was compared: %(why)s") % {"why": away}
            ) from away
        if found:
            sentence = _("Search and the public site differ in %(count)d items.")
            hint = _("Type rebuild_index.") if repaired else _("Type check_found --repair.")
            raise CommandError(f"{sentence % {'count': len(found)}} {hint}")
        if problem:
            raise CommandError(problem)
        if repaired:
            self.stdout.write(_("%(count)d items were put right.") % {"count": repaired})
        self.stdout.write(_("Search finds exactly what is public."))
