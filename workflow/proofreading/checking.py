"""Runs every check over every field of a content."""

from itertools import islice

from ledger.formats import v1
from workflow.proofreading.context import Context, known
from workflow.proofreading.finding import ERROR, Hit
from workflow.proofreading.merging import merged
from workflow.proofreading.places import Passage, texts
from workflow.proofreading.register import CHECKS, PAGE_CHECKS, RULES
from workflow.proofreading.unit import Lists

MOST = 200
"""A text with more hits of one check than this needs no longer list to be sent back."""


def read(text: str, context: Context | None = None, place: str = "text") -> list[Hit]:
    """Give what the rules find in one text that belongs to no page."""
    passage = Passage(place, text, context or Context())
    hits = [hit for each in CHECKS for hit in islice(each(passage), MOST)]
    unit = passage.context.unit
    return [hit for hit in merged(hits, RULES) if counts(hit, text[hit.start : hit.end], unit)]


def counts(hit: Hit, words: str, unit: Lists) -> bool:
    """Say whether the unit wants to see a hit: its rule is on, its words are no exception."""
    if hit.code in unit.off and hit.severity != ERROR:
        return False
    return (hit.code, words) not in unit.exceptions


def check(content: v1.Content, context: Context | None = None) -> list[v1.Finding]:
    """Give what the rules find, in the order of fields and places, each mistake once.

    What the content says of itself (dates, number, source, what is attached) is its context;
    `context` adds to it and overrules it. The same content and context give the same findings.
    """
    about = known(content, context)
    found: list[v1.Finding] = []
    for place, text in texts(content):
        if not text and place != "text":
            continue
        found.extend(_finding(content, place, text, hit) for hit in read(text, about, place))
    for each in PAGE_CHECKS:
        found.extend(
            _finding(content, place, text, hit)
            for place, text, hit in islice(each(content, about), MOST)
            if counts(hit, text[hit.start : hit.end], about.unit)
        )
    return found


def _finding(content: v1.Content, place: str, text: str, hit: Hit) -> v1.Finding:
    return v1.Finding(
        page=content.page,
        code=hit.code,
        severity=hit.severity,
        place=place,
        start=hit.start,
        end=hit.end,
        excerpt=text[hit.start : hit.end],
        message=hit.message,
        suggestion=hit.suggestion,
    )
