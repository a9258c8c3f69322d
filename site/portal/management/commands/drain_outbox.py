"""Tell the search engine what was released and withdrawn."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal.records import drain
from search import outbox
from search.engine import SearchAway


class Command(BaseCommand):
    """Applies the rows that wait in the outbox."""

    help = "Tell the search engine what has changed since it last asked."

    def handle(self, *args: Any, **options: Any) -> None:
        """Drain, and say how many rows there were."""
        try:
            count = drain(outbox.drain)
        except SearchAway as away:
            raise CommandError(
                _("The search engine is away, %(count)d changes wait: %(why)s")
                % {"count": outbox.pending(), "why": away}
            ) from away
        self.stdout.write(
            _("%(count)d changes were applied to the search index.") % {"count": count}
        )
