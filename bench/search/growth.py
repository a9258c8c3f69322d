"""`python -m bench.search.growth URL COUNT …`: what an Elasticsearch needs as a portal grows."""

import sys
from datetime import UTC, datetime
from statistics import quantiles
from time import perf_counter
from uuid import uuid4

import django

from bench.search import corpus, speed
from search.engines.elastic.cluster import Cluster
from search.engines.elastic.engine import ElasticEngine
from search.query import parse

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def grow(url: str, count: int) -> None:
    """Load that many items into an index of their own, and print a line of a table."""
    cluster = Cluster(url, f"bench-{uuid4().hex}", request_timeout=120)
    engine = ElasticEngine(cluster, at_once=True)
    records = list(corpus.records(count))
    characters = sum(len(record.title) + len(record.body) for record in records)
    try:
        began = perf_counter()
        engine.rebuild(records)
        loaded = perf_counter() - began
        index = cluster.index()
        stats = cluster.client.indices.stats(index=index)["indices"][index]["primaries"]
        heap = next(iter(cluster.client.nodes.stats(metric="jvm")["nodes"].values()))
        times = []
        for text in speed.questions(records):
            best = 9.9
            for _ in range(3):
                began = perf_counter()
                engine.search(parse(text), now=NOW)
                best = min(best, perf_counter() - began)
            times.append(best)
        cut = quantiles(times, n=20, method="inclusive")
        print(
            f"| {count:,} | {characters / 1e6:.1f} M | {loaded:.0f} s "
            f"| {stats['store']['size_in_bytes'] / 1e6:.0f} MB "
            f"| {heap['jvm']['mem']['heap_used_in_bytes'] / 1e6:.0f} MB "
            f"| {1000 * cut[9]:.1f} / {1000 * cut[18]:.1f} ms |",
            flush=True,
        )
    finally:
        cluster.drop()
        cluster.client.close()


if __name__ == "__main__":
    django.setup()
    for number in sys.argv[2:]:
        grow(sys.argv[1], int(number))
