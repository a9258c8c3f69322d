"""Look again at everything that is shown."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal import patrol


class Command(BaseCommand):
    """Verifies every release in force and every rendered file; what is wrong goes dark."""

    help = "Verify what is public and the rendered files; run it every few minutes behind nginx."

    def handle(self, *args: Any, **options: Any) -> None:
        """Walk round, and say what was found."""
        found = patrol.walk()
        self.stdout.write(
            _("%(items)d public pages and %(files)d files were looked at.")
            % {"items": found.items, "files": found.files}
        )
        if not found.ok:
            raise CommandError(
                _("Not as released: %(what)s")
                % {"what": ", ".join((*found.broken, *found.changed))}
            )
