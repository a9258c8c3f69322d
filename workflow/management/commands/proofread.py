"""`manage.py proofread FILE.jsonl`: read old articles before they are taken over."""

import json
from argparse import FileType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from workflow.proofreading.finding import ERROR
from workflow.proofreading.lines import LONGEST, Unreadable, as_json, parse, proofread, suggested


class Command(BaseCommand):
    """Proofread texts, one JSON object a line: `{"id": …, "input": …, "context": {…}}`.

    Ends with 0 when nothing of severity error was found, with 1 when something was, with 2 when
    lines could not be read; those are named with their number and the run goes on.
    """

    help = "Proofreads texts from a file of JSON lines (- reads from standard input)."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Know the file and the form of the answer."""
        parser.add_argument("file", type=FileType("rb"), metavar="FILE.jsonl")
        parser.add_argument("--json", action="store_true", help="Print one JSON object a line.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read line by line; a line is never longer in memory than it may be."""
        errors = unreadable = number = 0
        with options["file"] as file:
            while raw := file.readline(LONGEST + 1):
                number += 1
                while not raw.endswith(b"\n") and (more := file.readline(LONGEST + 1)):
                    raw = raw[: LONGEST + 1] + b"\n" if more.endswith(b"\n") else raw
                if not raw.strip():
                    continue
                try:
                    errors += self._one(raw, as_objects=options["json"])
                except Unreadable as reason:
                    unreadable += 1
                    self.stderr.write(f"Line {number} cannot be read: {reason}.")
        if unreadable or errors:
            raise SystemExit(2 if unreadable else 1)

    def _one(self, raw: bytes, *, as_objects: bool) -> int:
        line = parse(raw)
        found = proofread(line)
        if as_objects:
            self.stdout.write(json.dumps(as_json(line, found), ensure_ascii=False))
        for excerpt, hit in () if as_objects else found:
            right = suggested(excerpt, hit)
            arrow = "" if right is None else f" → “{right}”"
            place = f"“{excerpt}”" if excerpt else "—"
            self.stdout.write(
                f"{line.id}\t{hit.severity}\t{hit.code}\t{hit.start}–{hit.end}\t{place}{arrow}\t"
                f"{hit.message}"
            )
        return sum(hit.severity == ERROR for _excerpt, hit in found)
