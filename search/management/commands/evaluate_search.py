"""Run a suite of documents and questions on an index of its own."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from search.engine import ENGINES, SearchAway, engine_class
from search.evaluation.running import Outcome, run
from search.evaluation.suite import NotASuiteError, read


class Command(BaseCommand):
    """Fails when a test of the suite fails."""

    help = "Run a suite of relevance tests (docs/search.md) on an index that goes afterwards."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, the engine, and how to answer."""
        parser.add_argument("suite", type=Path)
        parser.add_argument("--engine", choices=sorted(ENGINES), default="embedded")
        parser.add_argument("--json", action="store_true", help="print one object of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run, print what failed and a total."""
        try:
            outcome = run(read(options["suite"]), engine_class(options["engine"]))
        except (NotASuiteError, SearchAway) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_json(outcome) if options["json"] else _lines(outcome))
        if outcome.failures:
            raise SystemExit(1)


def _json(outcome: Outcome) -> str:
    said = {
        "tests": outcome.tests,
        "passed": outcome.passed,
        "failed": [
            {"id": failure.case.name, "q": failure.case.text, "problems": failure.problems,
             "found": failure.found}
            for failure in outcome.failures
        ],
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False, indent=1)


def _lines(outcome: Outcome) -> str:
    lines = [
        f"{failure.case.name}: {failure.case.text!r}: {'; '.join(failure.problems)}"
        for failure in outcome.failures
    ]
    total = _("%(passed)d of %(tests)d tests passed (%(share).1f %%).") % {
        "passed": outcome.passed,
        "tests": outcome.tests,
        "share": outcome.share,
    }
    return "\n".join([*lines, total])
