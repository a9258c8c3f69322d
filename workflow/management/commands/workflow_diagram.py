"""Writes the diagram of `docs/workflow.md` from the table of transitions."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from workflow.diagram import BEGIN, END, placed

PAGE = Path(__file__).resolve().parents[3] / "docs" / "workflow.md"


class Command(BaseCommand):
    """Write the diagram, or with --check only say whether it is up to date."""

    help = "Writes the diagram in docs/workflow.md from workflow/transitions.py."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Know one switch."""
        parser.add_argument("--check", action="store_true", help="Only compare; exit 1 when old.")

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        """Compare, and write unless only asked to compare."""
        page = PAGE.read_text(encoding="utf-8")
        if BEGIN not in page or END not in page:
            raise CommandError(f"{PAGE} has no place for the diagram ({BEGIN} … {END}).")
        made = placed(page)
        if made == page:
            self.stdout.write("The diagram is up to date.")
        elif check:
            raise CommandError("The diagram is old: run `python manage.py workflow_diagram`.")
        else:
            PAGE.write_text(made, encoding="utf-8")
            self.stdout.write(f"Written: {PAGE}")
