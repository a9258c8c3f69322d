"""In how many items a token is: asked of the server once, and remembered for a while."""

from collections.abc import Iterable
from threading import Lock
from typing import Final

from search.engines.elastic.cluster import Cluster

_KEPT: Final = 20_000
#: Share by which the index may grow or shrink before the counts are taken anew.
_DRIFT: Final = 0.05


class Frequencies:
    """Counts of items by token; a rank does not need them to be exact."""

    def __init__(self) -> None:
        """Begin with nothing remembered."""
        self._lock = Lock()
        self._documents = 0
        self._counts: dict[str, int] = {}

    def of(self, cluster: Cluster, tokens: Iterable[str], documents: int) -> dict[str, int]:
        """Count.

        Args:
            cluster: The server.
            tokens: Tokens.
            documents: Items in the index.

        Returns:
            Each token to the number of items whose text has it, 0 for none.
        """
        with self._lock:
            if (
                abs(documents - self._documents) > _DRIFT * self._documents
                or len(self._counts) > _KEPT
            ):
                self._counts, self._documents = {}, documents
            counts = {token: self._counts.get(token, -1) for token in tokens}
        if unknown := [token for token, count in counts.items() if count < 0]:
            counts |= _counted(cluster, unknown)
            with self._lock:
                self._counts |= counts
        return counts


def _counted(cluster: Cluster, tokens: list[str]) -> dict[str, int]:
    with cluster.asking() as client:
        answer = client.termvectors(
            index=cluster.alias,
            doc={"body": " ".join(tokens), "title": " ".join(tokens)},
            fields=["body", "title"],
            term_statistics=True,
            field_statistics=False,
            positions=False,
            offsets=False,
            payloads=False,
        )
    counts = dict.fromkeys(tokens, 0)
    for field in answer["term_vectors"].values():
        for token, told in field["terms"].items():
            if token in counts:
                counts[token] = max(counts[token], told.get("doc_freq", 0))
    return counts
