"""Totals, facets and the first hits, in one reading of the index."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from search.engines.embedded import facets
from search.engines.embedded.candidates import FROM_MATCH, RANK, Filter
from search.engines.embedded.store import Cursor, Row, Value
from search.results import Facets

_ROWS: Final = """
    UNION ALL
    SELECT 'row', id, score FROM (
        SELECT id, score FROM matched WHERE dated AND {faceted}
        ORDER BY score, id DESC LIMIT %s OFFSET %s
    )
"""


@dataclass(frozen=True, slots=True)
class Survey:
    """What an expression matches.

    Attributes:
        total: Items within the filters.
        facets: How they are spread; each count leaves its own filter out.
        rows: Some of them, id and rank; the smaller the rank, the better.
    """

    total: int = 0
    facets: Facets = field(default_factory=Facets)
    rows: list[Row] = field(default_factory=list)


def survey(
    cursor: Cursor, match: str, filters: Filter, *, ranked: bool, limit: int, offset: int
) -> Survey:
    """Count what an expression matches, and give a page of it.

    Args:
        cursor: A cursor of the index.
        match: An expression of FTS5.
        filters: Which items count.
        ranked: By bm25; otherwise the newest first, without ranking any.
        limit: Most rows.
        offset: Rows to pass over.

    Returns:
        Total, facets and rows.
    """
    return _survey(cursor, FROM_MATCH, [match], filters, RANK if ranked else "0.0", limit, offset)


def everything(cursor: Cursor, filters: Filter, *, limit: int, offset: int) -> Survey:
    """Count all that the filters let through, and give a page of it, the newest first.

    Args:
        cursor: A cursor of the index.
        filters: Which items count.
        limit: Most rows.
        offset: Rows to pass over.

    Returns:
        Total, facets and rows.
    """
    source = "FROM search_embedded_document AS document WHERE 1"
    return _survey(cursor, source, [], filters, "0.0", limit, offset)


def spread(cursor: Cursor, items: Collection[int], filters: Filter) -> Survey:
    """Count items that were found already.

    Args:
        cursor: A cursor of the index.
        items: Their ids, at most a few hundred.
        filters: Which of them count.

    Returns:
        Total and facets.
    """
    marks = ", ".join("%s" for _ in items)
    source = f"FROM search_embedded_document AS document WHERE document.id IN ({marks})"
    return _survey(cursor, source, list(items), filters, "0.0", 0, 0)


def _survey(
    cursor: Cursor,
    source: str,
    values: list[Value],
    filters: Filter,
    rank: str,
    limit: int,
    offset: int,
) -> Survey:
    """Read a source once, and count and page through what was read."""
    live, live_values = filters.live
    dated, date_values = filters.dated
    faceted, facet_values = filters.faceted("facet")
    cursor.execute(
        "WITH matched AS MATERIALIZED (SELECT document.id AS id, document.facet AS facet, "
        f"{dated} AS dated, {rank} AS score {source} AND {live}) "
        "SELECT facet, dated, count(*) FROM matched GROUP BY facet, dated"
        + _ROWS.format(faceted=faceted),
        [*date_values, *values, *live_values, *facet_values, limit, offset],
    )
    groups: list[tuple[int, bool, int]] = []
    rows: list[Row] = []
    for first, second, third in cursor.fetchall():
        if first == "row":
            rows.append((second, third))
        else:
            groups.append((int(first), bool(second), int(third)))
    total, spread_out = facets.spread(cursor, groups, filters.wanted.chosen)
    return Survey(total, spread_out, rows)
