"""What a comparison comes to."""

import statistics
from dataclasses import dataclass


@dataclass(frozen=True)
class Measurement:
    """How we compare with a named baseline on one machine at one time.

    A ratio is always ours to theirs such that more is better: requests a second over theirs, their
    seconds over ours. So machines may differ and the ratio still says something.
    """

    name: str
    baseline: str
    ratio: float
    goal: float

    @property
    def reached(self) -> bool:
        """Say whether we are where we want to be."""
        return self.ratio >= self.goal


def ratio(ours: list[float], theirs: list[float]) -> float:
    """Return the median of the ratios of pairs that were measured in turn.

    >>> ratio([2.0, 4.0, 9.0], [1.0, 2.0, 3.0])
    2.0
    """
    return statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
