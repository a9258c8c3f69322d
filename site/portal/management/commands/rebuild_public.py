"""Make everything public again from the releases."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from portal import follow, store


class Command(BaseCommand):
    """Forgets the projections, reads all releases again, and begins a new generation of files."""

    help = "Make the public site again from the releases, with the same result as before."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, and say how much was read."""
        count = follow.rebuild()
        store.follow()
        store.sweep()
        self.stdout.write(
            _("The public site was made again from %(count)d releases.") % {"count": count}
        )
