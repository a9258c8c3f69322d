"""The embedded engine as the portal uses it."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import ClassVar

from django.conf import settings
from django.db import DatabaseError, connections, transaction

from search.engine import MAX_COUNT, MAX_TEXTS, Order, asks_nothing, window
from search.engines.embedded import candidates, match, rebuilding, writing
from search.engines.embedded.answering import Question, answer
from search.engines.embedded.candidates import Filter
from search.engines.embedded.store import Cursor, DatabaseStore, SidecarStore, Store
from search.engines.embedded.suggesting import suggest
from search.filters import EVERYTHING, Filters
from search.query import Query
from search.record import SearchRecord
from search.results import Health, Hit, Results
from search.segment import ANALYZER_VERSION, runs
from search.telling import single_character
from search.worth import Frequencies


def default_store() -> Store:
    """Choose the place of the index.

    Returns:
        The database of the portal when it is SQLite, otherwise `search/index.sqlite3` in the
        folder `SANSHEN_DATA`.
    """
    if connections["default"].vendor == "sqlite":
        return DatabaseStore()
    return SidecarStore(Path(settings.SANSHEN_DATA) / "search" / "index.sqlite3")


class EmbeddedEngine:
    """SQLite FTS5. The methods are described in `search.engine.Engine`."""

    meant_for: ClassVar[int | None] = 300_000

    def __init__(self, store: Store | None = None) -> None:
        """Take a place for the index, by default the one that `default_store` chooses."""
        self._store = store or default_store()
        self._frequencies = Frequencies()

    @classmethod
    @contextmanager
    def scratch(cls) -> Iterator["EmbeddedEngine"]:
        """Give an engine with an empty file of its own, which goes when it is left."""
        with TemporaryDirectory(prefix="sanshen-search-") as folder:
            store = SidecarStore(Path(folder) / "index.sqlite3")
            try:
                yield cls(store)
            finally:
                store.close()

    def turn(self) -> AbstractContextManager[object]:
        """Take turns: the rows of the outbox are locked while they are taken up."""
        return transaction.atomic()

    def put(self, records: Iterable[SearchRecord]) -> None:
        """Add records, or replace those of the same uid."""
        with self._store.writing() as cursor:
            for record in records:
                writing.put(cursor, record)

    def remove(self, uids: Iterable[str], *, sequences: Mapping[str, int] | None = None) -> None:
        """Take items out; writers take turns, so that none comes late."""
        with self._store.writing() as cursor:
            writing.remove(cursor, uids)

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
            filters=Filter(now, filters),
            # One character is in too much to be ranked by it.
            by_date=order == "date" or single_character(query),
            start=start,
            size=size,
        )
        with self._store.reading() as cursor:
            results = answer(cursor, question, self._frequencies)
        return replace(results, elapsed=perf_counter() - began)

    def suggest(self, prefix: str, limit: int = 8, *, now: datetime) -> tuple[Hit, ...]:
        """Find items by the beginning of what a visitor types."""
        with self._store.reading() as cursor:
            return suggest(cursor, prefix, limit, now)

    def holding(self, texts: Sequence[str], *, now: datetime) -> Mapping[str, int]:
        """Count the items that hold each of some texts as it is."""
        counts: dict[str, int] = {}
        with self._store.reading() as cursor:
            for text in dict.fromkeys(filter(runs, texts[:MAX_TEXTS])):
                expression = f"{{title body}} : {match.phrase(text)}"
                if count := candidates.holding(cursor, expression, now, MAX_COUNT):
                    counts[text] = count
        return counts

    def rebuild(self, records: Iterable[SearchRecord], *, resume: bool = False) -> int:
        """Make the index anew."""
        return rebuilding.rebuild(self._store, records, resume=resume)

    def sequences(self) -> list[tuple[str, int]]:
        """Give every item in the index with its release."""
        with self._store.reading() as cursor:
            cursor.execute("SELECT uid, sequence FROM search_embedded_document")
            return [(uid, sequence) for uid, sequence in cursor.fetchall()]

    def unfinished(self) -> frozenset[str]:
        """Give what a rebuild that was cut off has taken up already."""
        with self._store.reading() as cursor:
            return rebuilding.unfinished(cursor)

    def health(self) -> Health:
        """Look at the index without changing it."""
        try:
            with self._store.reading() as cursor:
                return _health(cursor)
        except (DatabaseError, sqlite3.Error, OSError) as error:
            return Health(None, f"The search index cannot be read ({error}): rebuild it.", True)


def _health(cursor: Cursor) -> Health:
    """Compare the index with what this version of the program would make."""
    documents = candidates.documents(cursor)
    cursor.execute("SELECT name, value FROM search_embedded_state")
    state: dict[str, int] = dict(cursor.fetchall())
    cursor.execute("SELECT count(*) FROM search_embedded_fts_docsize")
    if state.get("analyzer") != ANALYZER_VERSION:
        problem = "The search index was made by another version of the analyzer: rebuild it."
    elif state.get("rebuilding"):
        problem = "A rebuild of the search index is running or was cut off: rebuild it."
    elif cursor.fetchone() != (documents,):
        problem = "The search index and its documents differ: rebuild it."
    else:
        problem = ""
    return Health(documents, problem, bool(problem))
