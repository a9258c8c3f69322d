"""`manage.py write_docs`: fill in the parts of docs/ that the code already says."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.documents import GENERATED, filled
from config.settings.places import ROOT


class Command(BaseCommand):
    """Writes each generated part between its two marks, or says which one is behind."""

    help = "Write the generated parts of docs/ again."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer --check for `make check`."""
        parser.add_argument("--check", action="store_true", help="write nothing, fail when behind")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare or write every document."""
        for name in GENERATED:
            path = ROOT / name
            text = path.read_text(encoding="utf-8")
            wanted = filled(name, text)
            if text == wanted:
                continue
            if options["check"]:
                raise CommandError(f"{name} is behind the code: make docs")
            path.write_text(wanted, encoding="utf-8")
            self.stdout.write(name)
