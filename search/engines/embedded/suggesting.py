"""Titles that hold what a visitor has typed so far."""

from datetime import datetime
from typing import Final

from search.engines.embedded import candidates, match
from search.engines.embedded.candidates import Filter
from search.engines.embedded.store import Cursor
from search.fold import fold
from search.query import MAX_LENGTH
from search.results import Hit
from search.segment import runs

#: Items among which titles that begin with the prefix are preferred.
_CONSIDERED: Final = 100
_MOST: Final = 20


def suggest(cursor: Cursor, prefix: str, limit: int, now: datetime) -> tuple[Hit, ...]:
    """Find items by a part of their title.

    Args:
        cursor: A cursor of the index.
        prefix: As typed so far.
        limit: Most hits, at most 20.
        now: Moment of asking.

    Returns:
        Those whose title begins with the prefix, then the newest.
    """
    typed = fold(prefix[:MAX_LENGTH])
    wanted = "".join(runs(typed))
    limit = max(0, min(limit, _MOST))
    if not wanted or not limit:
        return ()
    expression = f"{{title}} : {match.beginning(typed)}"
    rows = candidates.newest(cursor, expression, Filter(now), _CONSIDERED)
    marks = ", ".join("%s" for _ in rows)
    cursor.execute(
        "SELECT document.id, uid, sequence, title FROM search_embedded_document AS document "
        "JOIN search_embedded_text AS text ON text.document = document.id "
        f"WHERE document.id IN ({marks})",
        [row[0] for row in rows],
    )
    found = [
        (float("".join(runs(title)).startswith(wanted)), identity, uid, sequence)
        for identity, uid, sequence, title in cursor.fetchall()
    ]
    return tuple(
        Hit(uid, sequence, begins)
        for begins, _, uid, sequence in sorted(found, reverse=True)[:limit]
    )
