"""Puts the numbers and marks of findings into a page as the public will see it. Pure.

The page is rendered as for the public and only then marked: nothing of it is taken away or written
anew, marks are spliced between its characters. No script is needed: each number has an id, so that
the address of the frame chooses what is shown.

Read `source` (where each character stands in the HTML), `locating` (which characters a finding
means), `printing` (what is put in).
"""

from collections.abc import Sequence

from cms.marking.locating import locate
from cms.marking.mark import Mark
from cms.marking.printing import Insertions
from cms.marking.source import Source
from ledger.formats import v1

__all__ = ["Mark", "mark"]


def mark(html: str, content: v1.Content, marks: Sequence[Mark], style: str) -> str:
    """Mark findings in a rendered page; `style` is the address of the style sheet of marks.

    What the page does not show at all (a summary, say) is listed before it, under its number.
    """
    if not marks:
        return html
    source = Source(html)
    insertions = Insertions(source, style)
    unseen = []
    for each in marks:
        place = locate(source, content, each)
        if place is None:
            unseen.append(each)
        elif isinstance(place, int):
            insertions.number(each, place)
        else:
            insertions.words(each, *place)
    insertions.beside(unseen)
    return insertions.spliced()
