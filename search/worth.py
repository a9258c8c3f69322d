"""In how many items a token is, and what that makes it worth; the same for every engine."""

from collections.abc import Callable, Iterable, Mapping
from math import log
from threading import Lock
from typing import Final

#: Share of the weight of the rarest token that one has which is nowhere.
UNSEEN: Final = 0.25
_KEPT: Final = 20_000
#: Share by which the index may grow or shrink before the counts are taken anew.
_DRIFT: Final = 0.05

#: Asks an engine in how many items each of some tokens is.
Count = Callable[[list[str]], Mapping[str, int]]


class Frequencies:
    """Counts of items by token, remembered until the index has changed noticeably.

    Counting a frequent token costs an engine time; a rank does not need it to be exact.
    """

    def __init__(self) -> None:
        """Begin with nothing remembered."""
        self._lock = Lock()
        self._documents = 0
        self._counts: dict[str, int] = {}

    def of(self, count: Count, tokens: Iterable[str], documents: int) -> dict[str, int]:
        """Count.

        Args:
            count: Asks the engine.
            tokens: Tokens.
            documents: Items in the index.

        Returns:
            Each token to the number of items with it, 0 for none.
        """
        with self._lock:
            drift = abs(documents - self._documents)
            if drift > _DRIFT * self._documents or len(self._counts) > _KEPT:
                self._counts, self._documents = {}, documents
            counts = {token: self._counts.get(token, -1) for token in tokens}
        if unknown := [token for token, number in counts.items() if number < 0]:
            counts |= dict.fromkeys(unknown, 0) | dict(count(unknown))
            with self._lock:
                self._counts |= counts
        return counts


def worth(counts: Mapping[str, int], documents: int) -> dict[str, float]:
    """Give the weight of tokens: rare ones weigh more, none weighs nothing.

    Args:
        counts: Items by token.
        documents: Items in the index.

    Returns:
        Weights above 0 (inverse document frequency). A token that is nowhere, most often a pair
        across two words of a question, weighs `UNSEEN` of the rarest.
    """
    return {
        token: log(1 + (documents - min(count, documents) + 0.5) / (count + 0.5))
        if count
        else UNSEEN * log(1 + (documents + 0.5) / 1.5)
        for token, count in counts.items()
    }
