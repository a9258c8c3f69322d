"""A new index beside the old one, while visitors search the old one and releases arrive there.

What was written to the old index meanwhile is copied by the order of its writes: once when all
records are in, and once more in the moment in which the old index takes no writes and the alias
moves. A write that is refused in that moment stays in the outbox and is applied again.
"""

from collections.abc import Iterable
from typing import Any

from elasticsearch import Elasticsearch

from search.engines.elastic import schema, writing
from search.engines.elastic.cluster import Cluster
from search.record import SearchRecord
from search.segment import ANALYZER_VERSION

#: Seconds that the server may take for a copy or a merge.
_LONG = 600.0


def rebuild(cluster: Cluster, records: Iterable[SearchRecord], *, resume: bool) -> int:
    """Make the index anew.

    Args:
        cluster: The server.
        records: All records; those that `unfinished` names may be left out when it is resumed.
        resume: Go on with a rebuild that was cut off.

    Returns:
        Items in the index afterwards.
    """
    old = cluster.ensure()
    new, after = _begin(cluster, old, resume=resume)
    with cluster.asking() as client:
        writing.send(client, new, writing.putting(records))
    with cluster.asking() as client:
        slow = client.options(request_timeout=_LONG)
        after = _catch_up(slow, old, new, after)
        slow.indices.put_settings(index=new, settings={"index.refresh_interval": None})
        # Waits for writes that have begun.
        slow.indices.add_block(index=old, block="write")
        _catch_up(slow, old, new, after)
        slow.indices.update_aliases(
            actions=[
                {"remove": {"index": old, "alias": cluster.alias}},
                {"add": {"index": new, "alias": cluster.alias}},
            ]
        )
        slow.indices.delete(index=old)
        return int(slow.count(index=new, query={"term": {"removed": False}})["count"])


def unfinished(cluster: Cluster) -> frozenset[str]:
    """Give the items that a rebuild which was cut off has taken up already."""
    old = cluster.index()
    new = _left(cluster, old) if old else None
    if new is None:
        return frozenset()
    cluster.refresh(new[0])
    return frozenset(row["_id"] for row in cluster.all(new[0], {"match_all": {}}))


def _begin(cluster: Cluster, old: str, *, resume: bool) -> tuple[str, int]:
    """Make the new index, or take that of a rebuild that was cut off; old writes are behind it."""
    left = _left(cluster, old)
    if resume and left:
        return left
    dropped = cluster.unnamed()
    with cluster.asking() as client:
        for name in dropped:
            client.indices.delete(index=name)
        # A rebuild that was cut off at its very end left the block.
        client.indices.put_settings(index=old, settings={"index.blocks.write": None})
        after = _written(client, old)
        name, made = cluster.new_name(), schema.body(source=old, after=after)
        made["settings"] |= {"refresh_interval": "-1"}
        client.indices.create(index=name, **made)
    return name, after


def _left(cluster: Cluster, old: str | None) -> tuple[str, int] | None:
    """Give what a rebuild that was cut off left, when it can be gone on with."""
    for name in reversed(cluster.unnamed()):
        noted = meta(cluster, name)
        if noted.get("source") == old and noted.get("analyzer") == ANALYZER_VERSION:
            return name, int(noted["after"])
    return None


def meta(cluster: Cluster, index: str) -> dict[str, Any]:
    """Give what is noted about an index."""
    with cluster.asking() as client:
        (said,) = client.indices.get_mapping(index=index).body.values()
    noted: dict[str, Any] = said["mappings"].get("_meta", {})
    return noted


def _written(client: Elasticsearch, index: str) -> int:
    """Give the number of a write to an index up to which every one is done."""
    shards = client.indices.stats(index=index, level="shards")["indices"]
    (copies,) = shards[index]["shards"].values()
    return min(int(copy["seq_no"]["global_checkpoint"]) for copy in copies)


def _catch_up(client: Elasticsearch, old: str, new: str, after: int) -> int:
    """Copy what was written to the old index after a write; give up to which one that was."""
    # Before the refresh: a write that is done afterwards may be copied, and is copied again.
    last = _written(client, old)
    client.indices.refresh(index=old)
    client.reindex(
        source={"index": old, "query": {"range": {"_seq_no": {"gt": after}}}},
        dest={"index": new, "version_type": "external_gte"},
        conflicts="proceed",
        refresh=True,
    )
    return last
