"""Pairs the members of two sequences, keeping their order, in bounded time.

What is the same at both ends is set aside; what occurs once on both sides holds the sequences
together; between such anchors the pairing with the greatest likeness is looked for. A region too
large for that is paired in order, which is worse to read and hides nothing.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence

LARGEST_TABLE = 40_000
"""Comparisons of one changed region, beyond which its members are paired in order."""
DEEPEST = 24

Match = tuple[int | None, int | None]
"""Places in the old and in the new sequence; None has no partner."""
Score = Callable[[int, int], float]
"""The likeness of two members by their places; 0 for no partners."""


def align(old: Sequence[Hashable], new: Sequence[Hashable], score: Score) -> list[Match]:
    """Pair two sequences; equal members are partners, others by their likeness."""
    return list(_align(old, new, 0, len(old), 0, len(new), score, 0))


def _align(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    low: int,
    high: int,
    left: int,
    right: int,
    score: Score,
    depth: int,
) -> Iterator[Match]:
    while low < high and left < right and old[low] == new[left]:
        yield low, left
        low, left = low + 1, left + 1
    tail: list[Match] = []
    while low < high and left < right and old[high - 1] == new[right - 1]:
        high, right = high - 1, right - 1
        tail.append((high, right))
    if low < high and left < right:
        anchors = _anchors(old, new, low, high, left, right) if depth < DEEPEST else []
        if anchors:
            for i, j in [*anchors, (high, right)]:
                yield from _align(old, new, low, i, left, j, score, depth + 1)
                if i < high:
                    yield i, j
                low, left = i + 1, j + 1
        else:
            yield from _region(old, new, low, high, left, right, score)
    else:
        yield from ((place, None) for place in range(low, high))
        yield from ((None, place) for place in range(left, right))
    yield from reversed(tail)


def _anchors(
    old: Sequence[Hashable], new: Sequence[Hashable], low: int, high: int, left: int, right: int
) -> list[tuple[int, int]]:
    """Give the longest rising chain of members that occur once on both sides."""
    before, after = Counter(old[low:high]), Counter(new[left:right])
    where = {new[j]: j for j in range(left, right) if after[new[j]] == 1}
    both = [(i, where[old[i]]) for i in range(low, high) if before[old[i]] == 1 and old[i] in where]
    # Patience: the top card of each pile, and below each card the top of the pile to its left.
    tops: list[int] = []
    cards: list[int] = []
    below: list[int] = []
    for place, (_i, j) in enumerate(both):
        pile = bisect_left(tops, j)
        below.append(cards[pile - 1] if pile else -1)
        tops[pile : pile + 1], cards[pile : pile + 1] = [j], [place]
    chain: list[tuple[int, int]] = []
    place = cards[-1] if cards else -1
    while place >= 0:
        chain.append(both[place])
        place = below[place]
    return chain[::-1]


def _region(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    low: int,
    high: int,
    left: int,
    right: int,
    score: Score,
) -> Iterator[Match]:
    """Find the pairing of a region with the greatest likeness."""
    rows, columns = high - low, right - left
    if rows * columns > LARGEST_TABLE:
        yield from in_order(low, high, left, right)
        return
    value = [
        [1.0 if old[low + i] == new[left + j] else score(low + i, left + j) for j in range(columns)]
        for i in range(rows)
    ]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        line, under, own = best[i], best[i + 1], value[i]
        for j in range(columns - 1, -1, -1):
            together = own[j] + under[j + 1] if own[j] else 0.0
            line[j] = max(under[j], line[j + 1], together)
    i = j = 0
    while i < rows and j < columns:
        if value[i][j] and best[i][j] == value[i][j] + best[i + 1][j + 1]:
            yield low + i, left + j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield low + i, None
            i += 1
        else:
            yield None, left + j
            j += 1
    yield from ((place, None) for place in range(low + i, high))
    yield from ((None, place) for place in range(left + j, right))


def in_order(low: int, high: int, left: int, right: int) -> Iterator[Match]:
    """Pair the first with the first, the second with the second."""
    shared = min(high - low, right - left)
    yield from ((low + each, left + each) for each in range(shared))
    yield from ((place, None) for place in range(low + shared, high))
    yield from ((None, place) for place in range(left + shared, right))
