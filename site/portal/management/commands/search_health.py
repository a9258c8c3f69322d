"""How the search is: for an operator, and for a monitor that reads JSON."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from portal.vigour import vigour


class Command(BaseCommand):
    """Ends with 1 when somebody has to do something."""

    help = "Print the state of the search as JSON; the exit status says whether all is well."

    def handle(self, *args: Any, **options: Any) -> None:
        """Look, and print."""
        state = vigour()
        self.stdout.write(json.dumps(state, ensure_ascii=False, indent=1))
        if not state["ok"]:
            raise SystemExit(1)
