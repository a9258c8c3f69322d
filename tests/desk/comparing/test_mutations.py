"""Three hundred random changes to a document and more: none unseen, each where it is."""

import random
import re

import pytest

from tests.desk.comparing.mutations import DOCUMENT, KINDS, parsed, written
from workflow.desk.comparing.body import Comparison, compare
from workflow.desk.comparing.words import written as words_of

EACH = 12
SPACE = re.compile(r"\s+")
ORIGINAL = written(parsed(DOCUMENT))


def text(source: str) -> str:
    """Give the words of a source, read without the code under test."""
    return SPACE.sub("", parsed(source).text_content())


def side(result: Comparison, which: str) -> str:
    """Put one version's words together again from the comparison."""
    words = "".join(
        words_of(getattr(run, which))
        for entry in result.entries
        if getattr(entry, which) is not None
        for run in entry.runs
    )
    return SPACE.sub("", words)


def is_marked(result: Comparison, which: str, words: str) -> bool:
    """Say whether a changed place holds these words, or is empty where they are."""
    found = [
        SPACE.sub("", getattr(entry, which).text)
        for entry in result.entries
        if getattr(entry, which) is not None and entry.changes
    ]
    wanted = SPACE.sub("", words)
    return any(wanted == each or (wanted and wanted in each) or not wanted for each in found)


@pytest.mark.parametrize("kind", KINDS)
def test_a_random_change_is_seen_and_stands_where_it_is(kind: str) -> None:
    """Each kind is tried with twelve seeds; a silent one fails with its seed."""
    tried = 0
    for seed in range(4 * EACH):
        root = parsed(ORIGINAL)
        place = KINDS[kind](root, random.Random(f"{kind} {seed}"))
        mutated = written(root)
        if place is None or mutated == ORIGINAL:
            continue
        result = compare(ORIGINAL, mutated)
        before, after = place
        assert result.changes, (seed, "unseen")
        assert not any(change.kind == "inventory" for change in result.changes), (seed, "no place")
        if before:
            assert is_marked(result, "old", before), (seed, before)
        if after:
            assert is_marked(result, "new", after), (seed, after)
        assert side(result, "old") == text(ORIGINAL), seed
        assert side(result, "new") == text(mutated), seed
        tried += 1
        if tried == EACH:
            break
    assert tried, "this kind never found anything to change"


def test_several_random_changes_at_once_are_all_accounted_for() -> None:
    """Two to six changes of different kinds: the words of both versions are all there."""
    chance = random.Random(20261125)
    for attempt in range(150):
        root = parsed(ORIGINAL)
        for kind in chance.sample(sorted(KINDS), chance.randrange(2, 7)):
            if root.xpath(".//p[not(@class)]"):
                try:
                    KINDS[kind](root, chance)
                except IndexError:  # an earlier change took what this one looks for
                    continue
        mutated = written(root)
        result = compare(ORIGINAL, mutated)
        assert bool(result.changes) == (mutated != ORIGINAL), attempt
        assert not any(change.kind == "inventory" for change in result.changes), attempt
        assert side(result, "old") == text(ORIGINAL), attempt
        assert side(result, "new") == text(mutated), attempt


def test_the_same_document_has_no_change() -> None:
    """No noise: not one of the pictures, tables and lists is marked."""
    result = compare(ORIGINAL, ORIGINAL)
    assert result.changes == []
    assert {entry.fate for entry in result.entries} == {"same"}


def test_there_are_more_than_three_hundred_changes_of_more_than_twenty_five_kinds() -> None:
    """The number that was promised."""
    assert len(KINDS) >= 25
    assert len(KINDS) * EACH >= 300
