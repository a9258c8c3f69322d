"""Tell the search engine what was released and withdrawn."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from portal.records import drain
from search import outbox


class Command(BaseCommand):
    """Applies the rows that wait in the outbox."""

    help = "Tell the search engine what has changed since it last asked."

    def handle(self, *args: Any, **options: Any) -> None:
        """Drain, and say how many rows there were."""
        count = drain(outbox.drain)
        self.stdout.write(
            _("%(count)d changes were applied to the search index.") % {"count": count}
        )
