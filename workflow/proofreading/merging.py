"""One mistake, one finding: of hits that overlap for the same cause the weightiest stays."""

from collections.abc import Iterable, Mapping

from workflow.proofreading.finding import WEIGHTS, Hit, Rule


def merged(hits: Iterable[Hit], rules: Mapping[str, Rule]) -> list[Hit]:
    """Give the hits in order of place, each mistake once.

    Two hits are one mistake when they overlap and their rules have the same cause, or when they
    mark exactly the same characters. The more severe stays, then the longer, then the first.
    """
    kept: list[Hit] = []
    for hit in sorted(set(hits), key=_weight):
        if not any(_same(hit, other, rules) for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: (hit.start, hit.end, hit.code))


def _weight(hit: Hit) -> tuple[int, int, int, str]:
    return -WEIGHTS[hit.severity], hit.start - hit.end, hit.start, hit.code


def _same(one: Hit, other: Hit, rules: Mapping[str, Rule]) -> bool:
    if (one.start, one.end) == (other.start, other.end):
        return one.end > one.start or one.code == other.code
    if one.start >= other.end or other.start >= one.end:
        return False
    return _cause(one, rules) == _cause(other, rules)


def _cause(hit: Hit, rules: Mapping[str, Rule]) -> str:
    return rules[hit.code].cause or hit.code
