"""The table in docs/threats.md says what the attempts say, and the README how many there are."""

import re
from pathlib import Path

from tests.doors import outcome, table

README = Path(__file__).resolve().parents[2] / "README.md"


def test_the_table_is_what_was_tried():
    text = table.THREATS.read_text(encoding="utf-8")
    assert table.filled(text) == text, "python -m tests.doors"


def test_every_line_of_the_list_was_tried():
    table.everything()
    assert {tried.number for tried in outcome.TRIED.values()} == set(range(1, 46))


def test_the_readme_counts_them_right():
    table.everything()
    said = re.search(r"the (\d+) attempts that are tried", README.read_text(encoding="utf-8"))
    assert said is not None
    assert int(said[1]) == len(outcome.TRIED)
