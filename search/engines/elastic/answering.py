"""How a question is answered: strictly first, then, when that finds little, by related items.

The server says what may be found and counts it; what comes first is decided by the same code as in
the embedded engine, so that both give the same answers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain
from typing import Any, Final

from elasticsearch.dsl import Search
from elasticsearch.dsl.query import Query as Condition

from search.engine import MAX_DEPTH
from search.engines.elastic import asking, filtering
from search.engines.elastic.cluster import Cluster
from search.engines.elastic.frequency import counted
from search.engines.elastic.writing import moment
from search.filters import FACETS, Filters
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
_TEXTS: Final = ["title", "body", "number", "other", "files"]
_NAMES: Final = ["uid", "sequence"]

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """What one search asks.

    Attributes:
        query: What is looked for.
        filters: Which items count.
        now: The moment of asking.
        by_date: The newest first.
        start: Hits to pass over.
        size: Hits to give.
    """

    query: Query
    filters: Filters
    now: datetime
    by_date: bool
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class _Seen:
    rows: Sequence[Row]
    total: int
    facets: Facets


def answer(cluster: Cluster, question: Question, frequencies: Frequencies) -> Results:
    """Answer a question.

    Args:
        cluster: The server.
        question: The question.
        frequencies: Counts of tokens.

    Returns:
        The page of hits, without the time it took.
    """
    query = question.query
    end = min(question.start + question.size, MAX_DEPTH)
    # What lies behind the rescored items keeps the order of the index itself.
    as_read = question.by_date or question.start >= RESCORED
    first = question.start if as_read else 0
    last = end if as_read else max(end, RESCORED)
    seen = _survey(cluster, question, first, last)
    if query.is_empty or (seen.total >= ENOUGH and as_read):
        return Results(_unscored(seen.rows), seen.total, seen.total, seen.facets)
    rows = seen.rows
    if as_read:
        rows = _best(cluster, question, asking.strict(query), ENOUGH)
    weights, related = _second_stage(cluster, question, seen.total, frequencies)
    ranked = _ranked(question, weights, rows[:RESCORED], related)
    hits = tuple(Hit(c.uid, c.sequence, points) for points, c in ranked[question.start : end])
    hits += _unscored(rows[RESCORED:end])
    kept = {item.uid for _, item in ranked if not item.exact}
    facets = filtering.added(seen.facets, [row["_source"] for row in related if row["_id"] in kept])
    return Results(hits, seen.total + len(kept), seen.total, facets)


def _survey(cluster: Cluster, question: Question, first: int, last: int) -> _Seen:
    """Count what holds everything, and read some of it."""
    wanted = asking.strict(question.query)
    if question.by_date:
        # Nothing is ranked that is not read by rank.
        search = _search(cluster, question).filter(wanted).sort({"date": "desc"}, {"uid": "asc"})
    else:
        search = _by_rank(_search(cluster, question).query(wanted))
    needed = RESCORED if not question.by_date and first < RESCORED else 0
    search = search.source([*_NAMES, *(_TEXTS if needed else ()), "date"])
    search = search.post_filter("bool", filter=filtering.conditions(question.filters))
    for name, count in filtering.counts(question.filters).items():
        search.aggs.bucket(name, count)
    search = search.extra(track_total_hits=True)
    told = _run(cluster, search[first : max(first, last)])
    hits = told["hits"]
    return _Seen(hits["hits"], hits["total"]["value"], filtering.read(told["aggregations"]))


def _best(
    cluster: Cluster, question: Question, condition: Condition, limit: int, *more: str
) -> Sequence[Row]:
    """Read the best items that the filters let through, with their texts."""
    search = _by_rank(_search(cluster, question).query(condition))
    search = search.filter("bool", filter=filtering.conditions(question.filters))
    search = search.source([*_NAMES, *_TEXTS, "date", *more]).extra(track_total_hits=False)
    rows: Sequence[Row] = _run(cluster, search[:limit])["hits"]["hits"]
    return rows


def _second_stage(
    cluster: Cluster, question: Question, exact: int, frequencies: Frequencies
) -> tuple[list[dict[str, float]], Sequence[Row]]:
    """Weigh the tokens of a question and its variants; read related items beside few exact ones."""
    query = question.query
    documents = size(cluster)
    said = [content_tokens(variant) for variant in query.variants]
    every = dict.fromkeys(chain.from_iterable(said))
    counts = frequencies.of(partial(counted, cluster), every, documents)
    worths = worth(counts, documents)
    weights = [{token: worths[token] for token in tokens} for tokens in said]
    # Whoever names a document, or quotes, and finds it, asks for nothing else.
    answered = exact and not query.words
    there = [[token for token in tokens if counts[token]] for tokens in said]
    if exact >= ENOUGH or answered or not any(there):
        return weights, []
    relaxed = asking.relaxed(query, [tokens for tokens in there if tokens])
    return weights, _best(cluster, question, relaxed, RESCORED, *FACETS)


def size(cluster: Cluster) -> int:
    """Count the items in the index, public or not."""
    with cluster.asking() as client:
        counted = client.count(index=cluster.alias, query={"term": {"removed": False}})
    return int(counted["count"])


def _ranked(
    question: Question,
    weights: list[dict[str, float]],
    strict: Sequence[Row],
    related: Sequence[Row],
) -> list[tuple[float, Candidate]]:
    """Compare the texts of both stages with the question."""
    candidates = {row["_id"]: _candidate(row, related, question, exact=False) for row in related}
    candidates |= {row["_id"]: _candidate(row, strict, question, exact=True) for row in strict}
    scored = [
        (points, candidate)
        for candidate in candidates.values()
        if (points := best(question.query.variants, weights, candidate)) is not None
    ]
    return order(scored, by_date=question.by_date)


def _candidate(row: Row, rows: Sequence[Row], question: Question, *, exact: bool) -> Candidate:
    source = row["_source"]
    top = max((each["_score"] or 0.0 for each in rows), default=0.0)
    return Candidate(
        # Equals are put in order by this: the newest first.
        source["date"],
        source["uid"],
        source["sequence"],
        age=(moment(question.now) - source["date"]) / _YEAR,
        bm25=(row["_score"] or 0.0) / top if top else 1.0,
        exact=exact,
        title=source["title"],
        body="\n".join(source[name] for name in ("number", "body", "other", "files")),
    )


def _search(cluster: Cluster, question: Question) -> Search:
    public = filtering.live(question.now)
    return Search(using=cluster.client, index=cluster.alias).filter("bool", filter=public)


def _by_rank(search: Search) -> Search:
    return search.sort({"_score": "desc"}, {"date": "desc"}, {"uid": "asc"})


def _run(cluster: Cluster, search: Search) -> Any:
    with cluster.asking() as client:
        # The same copy each time: pages of one answer must not overlap.
        return client.search(index=cluster.alias, preference="sanshen", **_arguments(search))


def _arguments(search: Search) -> dict[str, Any]:
    body: dict[str, Any] = search.to_dict()
    renamed = {"_source": "source", "from": "from_"}
    return {renamed.get(name, name): value for name, value in body.items()}


def _unscored(rows: Sequence[Row]) -> tuple[Hit, ...]:
    """Take rows that are in order already."""
    return tuple(
        Hit(row["_source"]["uid"], row["_source"]["sequence"], float(row["_score"] or 0.0))
        for row in rows
    )
