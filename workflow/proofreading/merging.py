"""One mistake, one finding: of hits that overlap for the same cause the weightiest stays."""

from collections.abc import Iterable, Iterator, Mapping

from workflow.proofreading.finding import WEIGHTS, Hit, Rule


def merged(hits: Iterable[Hit], rules: Mapping[str, Rule]) -> list[Hit]:
    """Give the hits in order of place, each mistake once.

    Two hits are one mistake when they overlap and their rules have the same cause, when they
    mark exactly the same characters, or when one lies inside a hit that is one mistake as a
    whole. The more severe stays, then the longer, then the first.
    """
    found: list[Hit] = []
    for heap in _heaps(sorted(set(hits))):
        kept: list[Hit] = []
        for hit in sorted(heap, key=_weight):
            if not any(_same(hit, other, rules) for other in kept):
                kept.append(hit)
        found.extend(kept)
    return sorted(found, key=_place)


def _place(hit: Hit) -> tuple[int, int, str]:
    return hit.start, hit.end, hit.code


def _heaps(hits: Iterable[Hit]) -> Iterator[list[Hit]]:
    """Part the hits where no hit reaches over."""
    heap: list[Hit] = []
    reach = -1
    for hit in sorted(hits, key=_place):
        if hit.start > reach and heap:
            yield heap
            heap = []
        heap.append(hit)
        reach = max(reach, hit.end)
    if heap:
        yield heap


def _weight(hit: Hit) -> tuple[int, int, int, str]:
    return -WEIGHTS[hit.severity], hit.start - hit.end, hit.start, hit.code


def _same(one: Hit, other: Hit, rules: Mapping[str, Rule]) -> bool:
    if (one.start, one.end) == (other.start, other.end):
        return one.end > one.start or one.code == other.code
    if one.start >= other.end or other.start >= one.end:
        return False
    inside = other.start <= one.start and one.end <= other.end
    return _cause(one, rules) == _cause(other, rules) or (inside and rules[other.code].whole)


def _cause(hit: Hit, rules: Mapping[str, Rule]) -> str:
    return rules[hit.code].cause or hit.code
