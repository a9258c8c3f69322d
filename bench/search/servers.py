"""The others that need a server: Elasticsearch with the plain analyzer chain, and PostgreSQL."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import psycopg

from search.engines.elastic.cluster import Cluster
from search.engines.elastic.engine import ElasticEngine
from search.fold import fold
from search.record import SearchRecord


@contextmanager
def elastic(url: str, records: Sequence[SearchRecord]) -> Iterator[tuple[ElasticEngine, Any]]:
    """Load an index; give our engine, and a finder by the server's rank alone."""
    cluster = Cluster(url, f"bench-{uuid4().hex}", request_timeout=120)
    engine = ElasticEngine(cluster, at_once=True)
    try:
        engine.rebuild(records)

        def raw(text: str) -> list[str]:
            found = cluster.client.search(
                index=cluster.alias,
                size=10,
                source=False,
                query={
                    "combined_fields": {
                        "query": fold(text),
                        "fields": ["title^2", "body"],
                        "minimum_should_match": "50%",
                    }
                },
            )
            return [hit["_id"] for hit in found["hits"]["hits"]]

        yield engine, raw
    finally:
        cluster.drop()
        cluster.client.close()


@contextmanager
def simple(url: str, records: Sequence[SearchRecord]) -> Iterator[Any]:
    """Load a table; give a finder by `ts_rank` over the configuration `simple`."""
    with psycopg.connect(url, autocommit=True) as database:
        database.execute("CREATE TEMP TABLE item (uid text, said tsvector)")
        with database.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO item VALUES (%s, setweight(to_tsvector('simple', %s), 'A') || "
                "to_tsvector('simple', %s))",
                [(r.uid, r.title, r.body[:200_000]) for r in records],
            )
        database.execute("CREATE INDEX ON item USING gin (said)")

        def find(text: str) -> list[str]:
            rows = database.execute(
                "SELECT uid FROM item, websearch_to_tsquery('simple', %s) AS asked "
                "WHERE said @@ asked ORDER BY ts_rank(said, asked) DESC LIMIT 10",
                [text],
            )
            return [row[0] for row in rows]

        yield find
