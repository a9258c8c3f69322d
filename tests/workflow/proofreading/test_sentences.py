"""Every rule by sentences: what it finds, exactly there, and what it leaves alone."""

import re
from collections import Counter

import pytest

from tests.workflow.proofreading.sentences import (
    documents,
    leaders,
    numbers,
    people,
    punctuation,
    words,
)
from workflow.proofreading import RULES, Context, read

FAMILIES = (punctuation, numbers, documents, people, words, leaders)
FOUND = [
    (code, marked, suggestion, rest[0] if rest else Context())
    for family in FAMILIES
    for code, sentences in family.FOUND.items()
    for marked, suggestion, *rest in sentences
]
ALONE = [
    (code, *(sentence if isinstance(sentence, tuple) else (sentence, Context())))
    for family in FAMILIES
    for code, sentences in family.ALONE.items()
    for sentence in sentences
]
# These read a page, not a sentence: test_pages.py has theirs.
OF_PAGES = {
    "A11Y_ALT", "A11Y_HEADING", "A11Y_TABLE", "LINK_HOST", "LINK_HTTP", "LINK_PLAIN", "LINK_TEXT",
    "FILE_AUTHOR", "FILE_TRACES", "FILE_UNREAD", "PIC_LOCATION", "PIC_SMALL",
    "PII_IN_ATTACHMENT", "SOURCE_ADDRESS", "TITLE_EXCLAIM", "TITLE_LONG", "TITLE_NO_WORDS",
    "TITLE_SAME",
}  # fmt: skip


@pytest.mark.parametrize(("code", "marked", "suggestion", "context"), FOUND)
def test_it_is_found_where_it_is(code: str, marked: str, suggestion: str, context: Context) -> None:
    text = re.sub("[⟦⟧]", "", marked)
    start = marked.index("⟦")
    end = marked.index("⟧") - 1
    hits = read(text, context)
    assert {hit.code for hit in hits} == {code}
    assert (hits[0].start, hits[0].end, hits[0].suggestion) == (start, end, suggestion)
    assert len(hits) == marked.count("⟦")


@pytest.mark.parametrize(("code", "text", "context"), ALONE)
def test_it_is_left_alone(code: str, text: str, context: Context) -> None:
    assert [(hit.code, text[hit.start : hit.end]) for hit in read(text, context)] == []


def test_every_rule_has_four_sentences_of_each_sort() -> None:
    found = Counter(code for code, *_rest in FOUND)
    alone = Counter(code for code, *_rest in ALONE)
    wanting = {code for code in RULES if code not in OF_PAGES and min(found[code], alone[code]) < 4}
    assert wanting == set()
    assert set(found) | set(alone) <= set(RULES)
