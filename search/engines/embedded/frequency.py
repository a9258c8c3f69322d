"""In how many items a token is, and what that makes it worth."""

from collections.abc import Iterable, Mapping
from math import log
from threading import Lock
from typing import Final

from search.engines.embedded.store import Cursor

#: Items that the second stage may read: this share of all, and in any case between these.
SHARE: Final = 0.2
LEAST, MOST = 1_000, 10_000
#: Tokens it reads at least.
LEAST_TOKENS: Final = 2
#: Share of the weight of the rarest token that one has which is nowhere.
UNSEEN: Final = 0.25
_KEPT: Final = 20_000
#: Share by which the index may grow or shrink before the counts are taken anew.
_DRIFT: Final = 0.05


class Frequencies:
    """Counts of items by token, remembered until the index has changed noticeably.

    Counting a frequent token means reading its postings; a rank does not need it to be exact.
    """

    def __init__(self) -> None:
        """Begin with nothing remembered."""
        self._lock = Lock()
        self._documents = 0
        self._counts: dict[str, int] = {}

    def of(self, cursor: Cursor, tokens: Iterable[str], documents: int) -> dict[str, int]:
        """Count.

        Args:
            cursor: A cursor of the index.
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
        for token in [token for token, count in counts.items() if count < 0]:
            cursor.execute("SELECT doc FROM search_embedded_vocabulary WHERE term = %s", [token])
            row = cursor.fetchone()
            counts[token] = int(row[0]) if row else 0
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


def budget(documents: int) -> int:
    """Say how many postings the second stage may read.

    Args:
        documents: Items in the index.

    Returns:
        A number that stops growing with the index, so that the time does too. Reading all of
        them ranks no better (measured on 18,000 texts: the same mean reciprocal rank).
    """
    return max(LEAST, min(MOST, int(SHARE * documents)))


def within_budget(counts: Mapping[str, int], budget: int) -> list[str]:
    """Choose the rarest tokens whose postings can be read in time.

    Args:
        counts: Items by token.
        budget: Postings to read.

    Returns:
        The rarest that are anywhere, at least `LEAST_TOKENS` where there are as many.
    """
    chosen: list[str] = []
    spent = 0
    for token, count in sorted(counts.items(), key=lambda item: item[1]):
        if not count:
            continue
        spent += count
        if spent > budget and len(chosen) >= LEAST_TOKENS:
            break
        chosen.append(token)
    return chosen
