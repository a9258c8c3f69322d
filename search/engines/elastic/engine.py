"""The engine as the portal uses it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from time import perf_counter
from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from elasticsearch.dsl import A, Search

from search.engine import MAX_COUNT, MAX_TEXTS, Order, SearchAway, asks_nothing, window
from search.engines.elastic import answering, asking, filtering, rebuilding, writing
from search.engines.elastic.answering import Question, answer
from search.engines.elastic.cluster import Cluster
from search.engines.elastic.suggesting import suggest
from search.filters import EVERYTHING, Filters
from search.query import Query
from search.record import SearchRecord
from search.results import Health, Hit, Results
from search.segment import ANALYZER_VERSION, runs
from search.telling import single_character
from search.worth import Frequencies


def default_cluster(alias: str = "") -> Cluster:
    """Give the server that the settings name, with the alias that they name or another."""
    if not settings.SANSHEN_ELASTICSEARCH_URL:
        raise SearchAway("SANSHEN_ELASTICSEARCH_URL names no server.")
    trusted = settings.SANSHEN_ELASTICSEARCH_CERTIFICATES
    return Cluster(
        settings.SANSHEN_ELASTICSEARCH_URL,
        alias or settings.SANSHEN_ELASTICSEARCH_INDEX,
        **({"ca_certs": trusted} if trusted else {}),
    )


class ElasticEngine:
    """Elasticsearch. The methods are described in `search.engine.Engine`."""

    meant_for: ClassVar[int | None] = None

    def __init__(self, cluster: Cluster | None = None, *, at_once: bool = False) -> None:
        """Take a server, by default the one that the settings name.

        Args:
            cluster: The server.
            at_once: What is put is found when `put` returns, and not a tenth of a second later.
        """
        self._cluster = cluster or default_cluster()
        self._frequencies = Frequencies()
        self._refresh = {"refresh": True} if at_once else {}

    @classmethod
    @contextmanager
    def scratch(cls) -> Iterator["ElasticEngine"]:
        """Give an engine with an index of its own on that server, which goes when it is left."""
        own = f"{settings.SANSHEN_ELASTICSEARCH_INDEX}-scratch-{uuid4().hex}"
        cluster = default_cluster(own)
        try:
            yield cls(cluster, at_once=True)
        finally:
            cluster.drop()
            cluster.client.close()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold nothing: the versions of the writes say which one holds."""
        self._cluster.check()
        yield

    def put(self, records: Iterable[SearchRecord]) -> None:
        """Add records, or replace those of the same uid."""
        self._send(writing.putting(records))

    def remove(self, uids: Iterable[str], *, sequences: Mapping[str, int] | None = None) -> None:
        """Take items out."""
        known = dict(sequences or {})
        wanted = list(dict.fromkeys(uids))
        if unknown := [uid for uid in wanted if uid not in known]:
            known |= self._versions(unknown)
        self._send(writing.removing({uid: known[uid] for uid in wanted if uid in known}))

    def search(
        self,
        query: Query,
        *,
        now: datetime,
        filters: Filters = EVERYTHING,
        order: Order = "relevance",
        page: int = 1,
        per_page: int = 10,
    ) -> Results:
        """Find items."""
        began = perf_counter()
        if asks_nothing(query, filters):
            return Results()
        start, size = window(page, per_page)
        question = Question(
            query=query,
            filters=filters,
            now=now,
            # One character is in too much to be ranked by it.
            by_date=order == "date" or query.is_empty or single_character(query),
            start=start,
            size=size,
        )
        results = answer(self._cluster, question, self._frequencies)
        return replace(results, elapsed=perf_counter() - began)

    def suggest(self, prefix: str, limit: int = 8, *, now: datetime) -> tuple[Hit, ...]:
        """Find items by the beginning of what a visitor types."""
        return suggest(self._cluster, prefix, limit, now)

    def holding(self, texts: Sequence[str], *, now: datetime) -> Mapping[str, int]:
        """Count the items that hold each of some texts."""
        asked = [text for text in dict.fromkeys(texts[:MAX_TEXTS]) if runs(text)]
        if not asked:
            return {}
        search = Search().filter("bool", filter=filtering.live(now)).extra(size=0)
        each = {text: asking.phrase(text, ("title", "body")) for text in asked}
        search.aggs.bucket("held", A("filters", filters=each))
        with self._cluster.asking() as client:
            told = client.search(index=self._cluster.alias, **search.to_dict())
        buckets = told["aggregations"]["held"]["buckets"]
        counts = {text: min(buckets[text]["doc_count"], MAX_COUNT) for text in asked}
        return {text: count for text, count in counts.items() if count}

    def rebuild(self, records: Iterable[SearchRecord], *, resume: bool = False) -> int:
        """Make the index anew."""
        return rebuilding.rebuild(self._cluster, records, resume=resume)

    def sequences(self) -> Iterator[tuple[str, int]]:
        """Give every item in the index with its release."""
        self._cluster.refresh()
        for row in self._cluster.all(self._cluster.alias, {"term": {"removed": False}}):
            yield row["_id"], row["_source"]["sequence"]

    def unfinished(self) -> frozenset[str]:
        """Give the items that a rebuild which was cut off has taken up."""
        return rebuilding.unfinished(self._cluster)

    def health(self) -> Health:
        """Look at the index without changing it."""
        try:
            return self._health()
        except SearchAway as away:
            return Health(None, str(away))

    def _health(self) -> Health:
        index = self._cluster.index()
        if index is None:
            return Health(None, "There is no search index: rebuild it.", True)
        documents = answering.size(self._cluster)
        if rebuilding.meta(self._cluster, index).get("analyzer") != ANALYZER_VERSION:
            problem = "The search index was made by another version of the analyzer: rebuild it."
        elif self._cluster.unnamed():
            problem = "A rebuild of the search index is running or was cut off: rebuild it."
        else:
            problem = ""
        return Health(documents, problem, bool(problem))

    def _send(self, actions: Iterable[dict[str, Any]]) -> None:
        waiting = list(actions)
        if not waiting:
            return
        self._cluster.ensure()
        with self._cluster.asking() as client:
            writing.send(client, self._cluster.alias, waiting, require_alias=True, **self._refresh)

    def _versions(self, uids: Sequence[str]) -> dict[str, int]:
        """Give the releases of which items are in the index."""
        if self._cluster.index() is None:
            return {}
        with self._cluster.asking() as client:
            told = client.mget(index=self._cluster.alias, ids=list(uids), source=False)
        return {found["_id"]: found["_version"] for found in told["docs"] if found.get("found")}
