"""The table in docs/threats.md says what the attempts say."""

from tests.doors import outcome, table


def test_the_table_is_what_was_tried():
    text = table.THREATS.read_text(encoding="utf-8")
    assert table.filled(text) == text, "python -m tests.doors"


def test_every_line_of_the_list_was_tried():
    table.everything()
    assert {tried.number for tried in outcome.TRIED.values()} == set(range(1, 46))
