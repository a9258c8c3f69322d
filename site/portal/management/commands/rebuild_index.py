"""Make the search index again from the releases."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from portal.records import all_records
from search import vocabulary
from search.engine import get_engine


class Command(BaseCommand):
    """Makes a new index beside the old one; visitors find items meanwhile."""

    help = "Make the search index again from what is public."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, and say how much is in the index."""
        count = get_engine().rebuild(vocabulary.learning(all_records()))
        self.stdout.write(_("The search index holds %(count)d items.") % {"count": count})
