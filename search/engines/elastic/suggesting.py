"""Titles that hold what a visitor has typed so far."""

from datetime import datetime
from typing import Final

from elasticsearch.dsl import Q, Search

from search.engines.elastic import filtering
from search.engines.elastic.cluster import Cluster
from search.fold import fold
from search.query import MAX_LENGTH
from search.results import Hit
from search.segment import runs

#: Items among which titles that begin with the prefix are preferred.
_CONSIDERED: Final = 100
_MOST: Final = 20


def suggest(cluster: Cluster, prefix: str, limit: int, now: datetime) -> tuple[Hit, ...]:
    """Find items by a part of their title.

    Args:
        cluster: The server.
        prefix: As typed so far.
        limit: Most hits, at most 20.
        now: Moment of asking.

    Returns:
        Those whose title begins with the prefix, then the newest.
    """
    cut = runs(fold(prefix[:MAX_LENGTH]))
    limit = max(0, min(limit, _MOST))
    if not cut or not limit:
        return ()
    wanted = "".join(cut)
    search = (
        Search(using=cluster.client, index=cluster.alias)
        .filter("bool", filter=filtering.live(now))
        .filter(Q("match_phrase_prefix", **{"title.single": " ".join(cut)}))
        .sort({"date": "desc"}, {"uid": "asc"})
        .source(["uid", "sequence", "title"])[:_CONSIDERED]
    )
    with cluster.asking():
        rows = [hit.to_dict() for hit in search.execute()]
    begins = [row["title"].replace(" ", "").startswith(wanted) for row in rows]
    ranked = sorted(zip(begins, rows, strict=True), key=lambda pair: not pair[0])
    return tuple(Hit(row["uid"], row["sequence"], float(first)) for first, row in ranked[:limit])
