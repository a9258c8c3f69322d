"""Published = found: check that search knows exactly what is public."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal.equality import differences


class Command(BaseCommand):
    """Fails when an item is public and not found, or found and not public."""

    help = "Check that search finds exactly what is public."

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, and name what differs."""
        found = differences()
        for sentence in found:
            self.stderr.write(sentence)
        if found:
            raise CommandError(
                _("Search and the public site differ in %(count)d items.") % {"count": len(found)}
            )
        self.stdout.write(_("Search finds exactly what is public."))
