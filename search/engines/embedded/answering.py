"""How a question is answered: strictly first, then, when that finds little, by related items."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain
from typing import Final

from search.engine import MAX_DEPTH
from search.engines.embedded import candidates, counting, match
from search.engines.embedded.candidates import Filter
from search.engines.embedded.frequency import budget, counted, within_budget
from search.engines.embedded.store import Cursor, Row
from search.engines.embedded.writing import moment
from search.filters import FACETS
from search.query import Query
from search.rescore import Candidate, best, order
from search.results import Facets, Hit, Results
from search.telling import content_tokens
from search.worth import Frequencies, worth

#: Items of each stage whose text is compared with the question.
RESCORED: Final = 50
#: With fewer exact hits than this, related items are added.
ENOUGH: Final = 10
_YEAR: Final = 365.25 * 86_400 * 1_000_000


@dataclass(frozen=True, slots=True)
class Question:
    """What one search asks.

    Attributes:
        query: What is looked for; an empty one finds all that the filters let through.
        filters: Which items count.
        by_date: The newest first.
        start: Hits to pass over.
        size: Hits to give.
    """

    query: Query
    filters: Filter
    by_date: bool
    start: int
    size: int


def answer(cursor: Cursor, question: Question, frequencies: Frequencies) -> Results:
    """Answer a question.

    Args:
        cursor: A cursor of the index.
        question: The question.
        frequencies: Counts of tokens.

    Returns:
        The page of hits, without the time it took.
    """
    query, filters = question.query, question.filters
    end = min(question.start + question.size, MAX_DEPTH)
    # What lies behind the rescored items keeps the order of the index itself.
    as_read = question.by_date or question.start >= RESCORED
    offset = question.start if as_read else 0
    limit = end - offset if as_read else max(end, RESCORED)
    if query.is_empty:
        found = counting.everything(
            cursor, filters, limit=max(0, end - question.start), offset=question.start
        )
        return Results(_unscored(cursor, found.rows), found.total, found.total, found.facets)
    strict = match.strict(query)
    seen = counting.survey(
        cursor, strict, filters, ranked=not question.by_date, limit=limit, offset=offset
    )
    if seen.total >= ENOUGH and as_read:
        return Results(_unscored(cursor, seen.rows), seen.total, seen.total, seen.facets)
    rows = candidates.best(cursor, strict, filters, ENOUGH) if as_read else seen.rows
    weights, related = _second_stage(cursor, question, seen.total, frequencies)
    ranked = _ranked(cursor, question, weights, rows[:RESCORED], related)
    hits = tuple(Hit(c.uid, c.sequence, points) for points, c in ranked[question.start : end])
    hits += _unscored(cursor, rows[RESCORED:end])
    total, facets = seen.total, seen.facets
    if added := [item.identity for _, item in ranked if not item.exact]:
        more = counting.spread(cursor, added, filters)
        total, facets = total + more.total, _sum(facets, more.facets)
    return Results(hits, total, seen.total, facets)


def _second_stage(
    cursor: Cursor, question: Question, exact: int, frequencies: Frequencies
) -> tuple[list[dict[str, float]], list[Row]]:
    """Weigh the tokens of a question and its variants; read related items beside few exact ones."""
    query = question.query
    documents = candidates.documents(cursor)
    said = [content_tokens(variant) for variant in query.variants]
    every = dict.fromkeys(chain.from_iterable(said))
    counts = frequencies.of(partial(counted, cursor), every, documents)
    worths = worth(counts, documents)
    weights = [{token: worths[token] for token in tokens} for tokens in said]
    # Whoever names a document, or quotes, and finds it, asks for nothing else.
    answered = exact and not query.words
    chosen = within_budget(counts, budget(documents))
    if exact >= ENOUGH or answered or not chosen:
        return weights, []
    relaxed = match.relaxed(query, chosen)
    return weights, candidates.best(cursor, relaxed, question.filters, RESCORED)


def _ranked(
    cursor: Cursor,
    question: Question,
    weights: list[dict[str, float]],
    strict: list[Row],
    related: list[Row],
) -> list[tuple[float, Candidate]]:
    """Compare the texts of both stages with the question."""
    stages = {identity: (rank, False) for identity, rank in _relative(related)}
    stages |= {identity: (rank, True) for identity, rank in _relative(strict)}
    scored = []
    for candidate in _load(cursor, stages, question.filters.now):
        points = best(question.query.variants, weights, candidate)
        if points is not None:
            scored.append((points, candidate))
    return order(scored, by_date=question.by_date)


def _relative(rows: list[Row]) -> list[tuple[int, float]]:
    """Turn bm25 into a share of the best: FTS5 gives smaller numbers to better items."""
    top = min((row[1] for row in rows), default=0.0)
    return [(row[0], row[1] / top if top else 1.0) for row in rows]


def _load(cursor: Cursor, stages: dict[int, tuple[float, bool]], now: datetime) -> list[Candidate]:
    """Read the texts of items; one that has gone meanwhile is passed over."""
    if not stages:
        return []
    marks = ", ".join("%s" for _ in stages)
    cursor.execute(
        "SELECT document.id, uid, sequence, date, title, body, number, attached "
        "FROM search_embedded_document AS document "
        "JOIN search_embedded_text AS text ON text.document = document.id "
        f"WHERE document.id IN ({marks})",
        list(stages),
    )
    return [
        Candidate(
            identity,
            uid,
            sequence,
            age=(moment(now) - date) / _YEAR,
            bm25=stages[identity][0],
            exact=stages[identity][1],
            title=title,
            body=f"{number}\n{body}\n{attached}",
        )
        for identity, uid, sequence, date, title, body, number, attached in cursor.fetchall()
    ]


def _unscored(cursor: Cursor, rows: list[Row]) -> tuple[Hit, ...]:
    """Look up the items of rows that are in order already."""
    if not rows:
        return ()
    marks = ", ".join("%s" for _ in rows)
    cursor.execute(
        f"SELECT id, uid, sequence FROM search_embedded_document WHERE id IN ({marks})",
        [row[0] for row in rows],
    )
    known = {identity: (uid, sequence) for identity, uid, sequence in cursor.fetchall()}
    return tuple(Hit(*known[row[0]], score=-row[1]) for row in rows if row[0] in known)


def _sum(one: Facets, other: Facets) -> Facets:
    """Add up two spreads."""
    return Facets.of({name: Counter(one.by(name)) + Counter(other.by(name)) for name in FACETS})
