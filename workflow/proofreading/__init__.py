"""What a proofreader's machine sees in a frozen content. Pure: text in, findings out.

Read `places` (which fields are read), `finding` (what a rule gives), then one file a family of
rules: `marks` (punctuation), `dates`, `privacy`, `documents`. A rule is a function from a text to
its hits; `RULES` lists them. What a rule finds is for people to dispose of: it changes nothing.
"""

from collections.abc import Callable, Iterable

from ledger.formats import v1
from workflow.proofreading import dates, documents, marks, privacy
from workflow.proofreading.finding import Hit
from workflow.proofreading.places import readable, texts

RULES: tuple[Callable[[str], Iterable[Hit]], ...] = (
    marks.doubled,
    marks.half_width,
    marks.unpaired,
    dates.impossible,
    dates.wrong_weekday,
    privacy.identity_numbers,
    privacy.mobile_numbers,
    documents.year_brackets,
)


def check(content: v1.Content) -> list[v1.Finding]:
    """Give what the rules find, in the order of fields and places, each once."""
    found = []
    for place, text in texts(content):
        hits = [hit for rule in RULES for hit in rule(readable(text))]
        for hit in sorted(set(hits), key=lambda hit: (hit.start, hit.end, hit.code)):
            found.append(
                v1.Finding(
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
            )
    return found
