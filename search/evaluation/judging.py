"""What an answer is held against. Each kind of expectation is one function."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from search.results import Facets, Results

#: Hits that are looked at; a visitor sees ten, and a suite asks about no more than the first page
#: unless it says that something is not found at all.
LOOKED_AT: Final = 100
_PAGE: Final = 10
#: The fields of a document and the facets that count them.
_FACETS: Final = {"column": "section", "tags": "topic", "year": "year", "kind": "kind",
                  "department": "department"}  # fmt: skip


def judge(expect: Mapping[str, Any], results: Results) -> list[str]:
    """Hold an answer against what was expected.

    Args:
        expect: Names of expectations to what they say.
        results: The first `LOOKED_AT` hits.

    Returns:
        A sentence for each expectation that is not met.
    """
    found = [hit.uid for hit in results.hits]
    return [
        problem
        for name, said in expect.items()
        if (problem := _JUDGES[name](said, found, results.facets))
    ]


def _names(said: Any) -> list[str]:
    return [str(each) for each in said] if isinstance(said, list) else [str(said)]


def _top1(said: Any, found: Sequence[str], facets: Facets) -> str:
    """Expect the first hit to be it, or one of several."""
    if found[:1] and found[0] in _names(said):
        return ""
    return f"first is {found[0] if found else 'nothing'}, not {' or '.join(_names(said))}"


def _within(count: int) -> Callable[[Any, Sequence[str], Facets], str]:
    """Expect all of them among the first hits."""

    def judged(said: Any, found: Sequence[str], facets: Facets) -> str:
        missing = [name for name in _names(said) if name not in found[:count]]
        return f"{', '.join(missing)} not among the first {count}" if missing else ""

    return judged


def _outside(count: int) -> Callable[[Any, Sequence[str], Facets], str]:
    """Expect none of them among the first hits."""

    def judged(said: Any, found: Sequence[str], facets: Facets) -> str:
        there = [name for name in _names(said) if name in found[:count]]
        return f"{', '.join(there)} among the first {count}" if there else ""

    return judged


def _order(said: Any, found: Sequence[str], facets: Facets) -> str:
    """Expect the first of each pair to be found, before the second if that is found."""
    places = {name: place for place, name in enumerate(found)}
    for earlier, later in said:
        if places.get(str(earlier), LOOKED_AT) >= places.get(str(later), LOOKED_AT):
            return f"{earlier} does not come before {later}"
    return ""


def _facet(said: Any, found: Sequence[str], facets: Facets) -> str:
    """Expect values of a field to be counted; with numbers, to be counted so often."""
    counts = facets.by(_FACETS.get(said["field"], said["field"]))
    values = said["values"]
    for value in values:
        count = counts.get(str(value), 0)
        wanted = values[value] if isinstance(values, dict) else None
        if not count or (wanted is not None and count != wanted):
            return f"{value} is counted {count} times"
    return ""


def _no_error(said: Any, found: Sequence[str], facets: Facets) -> str:
    """Expect an answer; that there is one shows it."""
    return ""


_JUDGES: Final[Mapping[str, Callable[[Any, Sequence[str], Facets], str]]] = {
    "top1": _top1,
    "include": _within(LOOKED_AT),
    "include_top5": _within(5),
    "top3_contains": _within(3),
    "exclude": _outside(_PAGE),
    "exclude_strict": _outside(LOOKED_AT),
    "order": _order,
    "facet": _facet,
    "no_error": _no_error,
}
