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
from search.filters import EVERYTHING, Filters

#: bm25 with the weights of title, body, document number, the rest, and text in attachments.
RANK: Final = "bm25(search_embedded_fts, 5.0, 1.0, 5.0, 1.0, 0.5)"

#: The index, then the document of each posting.
FROM_MATCH: Final = (
    "FROM search_embedded_fts AS fts CROSS JOIN search_embedded_document AS document "
    "ON document.id = fts.rowid WHERE search_embedded_fts MATCH %s "
)


#: A condition of SQL with its parameters.
Condition = tuple[str, list[Value]]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which items a visitor asked about, at which moment.

    Attributes:
        now: Moment of asking.
        wanted: What the visitor chose.
    """

    now: datetime
    wanted: Filters = EVERYTHING

    @property
    def live(self) -> Condition:
        """The condition that an item is public, and written when the visitor said."""
        now = moment(self.now)
        sql, values = "document.live_from <= %s AND document.live_until > %s", [now, now]
        if since := self.wanted.written_since:
            sql, values = f"{sql} AND document.written >= %s", [*values, since.toordinal()]
        if until := self.wanted.written_until:
            # What has no day has 0.
            sql = f"{sql} AND document.written BETWEEN 1 AND %s"
            values = [*values, until.toordinal()]
        return sql, list[Value](values)

    @property
    def dated(self) -> Condition:
        """The condition on the date, as a value of 0 or 1."""
        if self.wanted.since is None and self.wanted.until is None:
            return "1", []
        since = 0 if self.wanted.since is None else moment(self.wanted.since)
        until = FOR_EVER if self.wanted.until is None else moment(self.wanted.until)
        return "(document.date >= %s AND document.date < %s)", [since, until]

    def faceted(self, column: str) -> Condition:
        """The condition on everything that is counted.

        Args:
            column: The column that holds the id of the facet.
        """
        parts, values = ["1"], list[Value]()
        for name, value in self.wanted.chosen.items():
            parts.append(
                f"{column} IN "
                "(SELECT facet FROM search_embedded_value WHERE name = %s AND value = %s)"
            )
            values += [name, value]
        return " AND ".join(parts), values

    @property
    def all(self) -> Condition:
        """All conditions together."""
        parts = (self.live, self.faceted("document.facet"), self.dated)
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


def holding(cursor: Cursor, match: str, now: datetime, most: int) -> int:
    """Count public items, up to a number.

    Args:
        cursor: A cursor of the index.
        match: An expression of FTS5.
        now: Moment of asking.
        most: Where to stop.

    Returns:
        How many there are, at most `most`.
    """
    condition, values = Filter(now).live
    cursor.execute(
        f"SELECT count(*) FROM (SELECT 1 {FROM_MATCH} AND {condition} LIMIT %s)",
        [match, *values, most],
    )
    row = cursor.fetchone()
    return int(row[0]) if row else 0


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
