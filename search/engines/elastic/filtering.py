"""Which items count, as Elasticsearch reads it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from elasticsearch.dsl import A, Q
from elasticsearch.dsl.aggs import Agg
from elasticsearch.dsl.query import Query as Condition

from search.engines.elastic.writing import moment
from search.filters import FACETS, Filters
from search.results import Facets

#: Values of one facet that are counted.
_VALUES: Final = 1_000


def live(now: datetime) -> list[Condition]:
    """Give the conditions that an item is public at a moment."""
    at = moment(now)
    return [
        Q("term", removed=False),
        Q("range", live_from={"lte": at}),
        Q("range", live_until={"gt": at}),
    ]


def conditions(filters: Filters, without: str = "") -> list[Condition]:
    """Give the conditions of filters.

    Args:
        filters: The filters.
        without: Name of a counted filter that is left out; the year takes the dates with it.

    Returns:
        Conditions that all hold.
    """
    found = [
        Q("term", **{name: value}) for name, value in filters.chosen.items() if name != without
    ]
    if without != "year":
        found += _between("date", moment, gte=filters.since, lt=filters.until)
    found += _between(
        "written_on",
        lambda day: day.toordinal(),
        gte=filters.written_since,
        lte=filters.written_until,
    )
    return found


def _between(name: str, number: Any, **bounds: Any) -> list[Condition]:
    said = {sign: number(value) for sign, value in bounds.items() if value is not None}
    return [Q("range", **{name: said})] if said else []


def counts(filters: Filters) -> Mapping[str, Agg[Any]]:
    """Give the aggregations that count each facet without its own filter."""
    return {
        name: A(
            "filter",
            filter=Q("bool", filter=conditions(filters, without=name)),
            aggs={"values": A("terms", field=name, size=_VALUES)},
        )
        for name in FACETS
    }


def read(aggregations: Any) -> Facets:
    """Read the counts of an answer."""
    buckets = {name: aggregations[name]["values"]["buckets"] for name in FACETS}
    return Facets.of(
        {
            name: {each["key"]: each["doc_count"] for each in found}
            for name, found in buckets.items()
        }
    )


def added(facets: Facets, sources: Iterable[Mapping[str, Any]]) -> Facets:
    """Add items to counts.

    Args:
        facets: Counts.
        sources: Fields of items that all filters let through.

    Returns:
        The counts with these items.
    """
    found = {name: dict(facets.by(name)) for name in FACETS}
    for source in sources:
        for name in FACETS:
            said = source.get(name)
            for value in [said] if isinstance(said, str) else said or ():
                found[name][value] = found[name].get(value, 0) + 1
    return Facets.of(found)
