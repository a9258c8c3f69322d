"""Which items may be found: the statements that read the inverted index.

The index is always read first and the documents looked up by id: `CROSS JOIN` forbids SQLite the
other order, in which it would run the match once for every row of a section (measured 2,600 times
slower). For the same reason these are no queries of an ORM.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from search.engines.embedded.store import Cursor, Row, Value
from search.engines.embedded.writing import FOR_EVER, moment

#: bm25 with the weights of title, body, document number and the rest.
RANK: Final = "bm25(search_embedded_fts, 5.0, 1.0, 5.0, 1.0)"

#: The index, then the document of each posting.
FROM_MATCH: Final = (
    "FROM search_embedded_fts AS fts CROSS JOIN search_embedded_document AS document "
    "ON document.id = fts.rowid WHERE search_embedded_fts MATCH %s "
)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which items a visitor asked about, at which moment.

    Attributes:
        now: Moment of asking.
        section: Uid of a section, None for all.
        since: First moment of first release, inclusive.
        until: Last moment of first release, exclusive.
    """

    now: datetime
    section: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def live(self) -> tuple[str, list[Value]]:
        """The condition that an item is public, with its parameters."""
        now = moment(self.now)
        return "document.live_from <= %s AND document.live_until > %s", [now, now]

    @property
    def within(self) -> tuple[str, list[Value]]:
        """The condition on section, as a value of 0 or 1."""
        if self.section is None:
            return "1", []
        return (
            "EXISTS (SELECT 1 FROM search_embedded_section AS own "
            "WHERE own.document = document.id AND own.section = %s)",
            [self.section],
        )

    @property
    def dated(self) -> tuple[str, list[Value]]:
        """The condition on the date, as a value of 0 or 1."""
        if self.since is None and self.until is None:
            return "1", []
        since = 0 if self.since is None else moment(self.since)
        until = FOR_EVER if self.until is None else moment(self.until)
        return "(document.date >= %s AND document.date < %s)", [since, until]

    @property
    def all(self) -> tuple[str, list[Value]]:
        """All conditions together."""
        parts = (self.live, self.within, self.dated)
        values = [value for _, bound in parts for value in bound]
        return " AND ".join(sql for sql, _ in parts), values


def best(cursor: Cursor, match: str, filters: Filter, limit: int) -> list[Row]:
    """Give the best items by bm25.

    Args:
        cursor: A cursor of the index.
        match: An expression of FTS5.
        filters: Which items count.
        limit: Most rows.

    Returns:
        Rows of id and bm25; the smaller, the better.
    """
    condition, values = filters.all
    cursor.execute(
        f"SELECT document.id, {RANK} AS score {FROM_MATCH} "
        f"AND {condition} ORDER BY score, document.id DESC LIMIT %s",
        [match, *values, limit],
    )
    return cursor.fetchall()


def newest(cursor: Cursor, match: str, filters: Filter, limit: int) -> list[Row]:
    """Give the newest items, without ranking any.

    Args:
        cursor: A cursor of the index.
        match: An expression of FTS5.
        filters: Which items count.
        limit: Most rows.

    Returns:
        Rows of id and 0.
    """
    condition, values = filters.all
    cursor.execute(
        f"SELECT document.id, 0.0 {FROM_MATCH} AND {condition} ORDER BY fts.rowid DESC LIMIT %s",
        [match, *values, limit],
    )
    return cursor.fetchall()


def documents(cursor: Cursor) -> int:
    """Count the items in the index, public or not.

    Args:
        cursor: A cursor of the index.

    Returns:
        The number.
    """
    cursor.execute("SELECT count(*) FROM search_embedded_document")
    row = cursor.fetchone()
    return int(row[0]) if row else 0
