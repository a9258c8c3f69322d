"""What a search engine must do, and which one this installation uses."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from functools import cache
from typing import Any, ClassVar, Final, Literal, Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed
from django.utils.module_loading import import_string

from search.filters import EVERYTHING, Filters
from search.query import Query
from search.record import SearchRecord
from search.results import Health, Hit, Results

#: Names that the setting accepts, with the class each stands for. Any other value is a path.
ENGINES: Final = {
    "embedded": "search.engines.embedded.engine.EmbeddedEngine",
    "elastic": "search.engines.elastic.engine.ElasticEngine",
}
#: Hits that can be paged through; further ones are counted only.
MAX_DEPTH: Final = 10_000
#: Largest number of hits on one page.
MAX_PER_PAGE: Final = 100

#: Texts that are counted at once, and up to which number.
MAX_TEXTS, MAX_COUNT = 300, 1_000


def asks_nothing(query: Query, filters: Filters) -> bool:
    """Say whether there is nothing to look for: no words, and no filter to list by either."""
    return query.is_empty and (filters.is_empty or bool(query.excluded))


def window(page: int, per_page: int) -> tuple[int, int]:
    """Give where a page begins among the hits and how many it holds, whatever was asked for."""
    size = max(1, min(per_page, MAX_PER_PAGE))
    return min((max(1, page) - 1) * size, MAX_DEPTH), size


class SearchAway(Exception):
    """The engine cannot answer now: nothing was found out, and what was to be written is not."""


#: How hits are ordered.
Order = Literal["relevance", "date"]


class Engine(Protocol):
    """A search engine. `tests/search/contract.py` says the same in tests.

    Each method but `health` may raise `SearchAway`.

    Attributes:
        meant_for: Items up to which it is meant to be used; None for as many as there are.
    """

    meant_for: ClassVar[int | None]

    @classmethod
    def scratch(cls) -> "AbstractContextManager[Engine]":
        """Give an engine with an empty index of its own, which goes when it is left."""

    def turn(self) -> AbstractContextManager[object]:
        """Give what surrounds the taking up of outbox rows.

        Returns:
            Inside of it, of two processes that take up the same item the one with the older
            record never wins.
        """

    def put(self, records: Iterable[SearchRecord]) -> None:
        """Add records, or replace those of the same uid.

        A record with a lower sequence than the one in the index is left out; the same record
        given twice changes nothing. When this returns, the records are as durable as the
        transaction around the call, or, without one, durable.

        Args:
            records: The records; nothing is kept of them but the index.
        """

    def remove(self, uids: Iterable[str], *, sequences: Mapping[str, int] | None = None) -> None:
        """Take items out. Those that are not there are passed over.

        Args:
            uids: Their public identities.
            sequences: By which releases they went, as far as it is known.
        """

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
        """Find items. No query, page or size is an error.

        Args:
            query: What is looked for. An empty one finds everything that the filters let through,
                the newest first; nothing when they ask for nothing.
            now: The moment of asking; items outside their `live_from`, `live_until` are not
                found, counted or spread over facets.
            filters: Which items count.
            order: By relevance, or the newest first.
            page: Number of the page, from 1.
            per_page: Hits on a page, at most `MAX_PER_PAGE`.

        Returns:
            The page of the answer.
        """

    def suggest(self, prefix: str, limit: int = 8, *, now: datetime) -> tuple[Hit, ...]:
        """Find items by the beginning of what a visitor types.

        Args:
            prefix: As typed so far.
            limit: Most hits to give.
            now: The moment of asking, as in `search`.

        Returns:
            Items whose title holds the prefix: titles that begin with it first, then the
            newest. The caller shows the released titles of these items.
        """

    def holding(self, texts: Sequence[str], *, now: datetime) -> Mapping[str, int]:
        """Count the items that hold each of some texts as it is, quickly.

        Args:
            texts: Folded texts, at most `MAX_TEXTS`; further ones are left out.
            now: The moment of asking, as in `search`.

        Returns:
            Each text that is held to a number of items of at least 1; counts may stop at
            `MAX_COUNT`. A text without letters, digits and Han characters is held by none.
        """

    def rebuild(self, records: Iterable[SearchRecord], *, resume: bool = False) -> int:
        """Make the index anew; items that are not among the records go.

        Visitors find items while it runs, and `put` and `remove` may be called beside it: what
        they did during the rebuild holds afterwards.

        Args:
            records: All records, read as they are needed.
            resume: Go on with a rebuild that was cut off, if there is one: what `unfinished` names
                may be missing among the records, and stays.

        Returns:
            How many items the index holds afterwards.
        """

    def sequences(self) -> Iterable[tuple[str, int]]:
        """Give every item in the index, public or not, with the release it was made from.

        Returns:
            Uids and sequences, each uid once, in any order.
        """

    def unfinished(self) -> Collection[str]:
        """Give what a rebuild that was cut off has taken up already.

        Returns:
            Uids; none when no rebuild can be gone on with.
        """

    def health(self) -> Health:
        """Look at the index without changing it.

        Returns:
            Its state; an index that cannot be read is a problem and not an exception.
        """


def engine_class(name: str) -> type[Engine]:
    """Give the class of an engine.

    Args:
        name: One of `ENGINES`, or the dotted path of a class.

    Returns:
        The class.

    Raises:
        ImproperlyConfigured: There is no such class.
    """
    try:
        found: type[Engine] = import_string(ENGINES.get(name, name))
    except ImportError as error:
        raise ImproperlyConfigured(
            f"SANSHEN_SEARCH_ENGINE is {name!r}: write one of {', '.join(ENGINES)}, "
            f"or the dotted path of an engine ({error})."
        ) from error
    return found


@cache
def get_engine() -> Engine:
    """Give the engine of this installation, named by `SANSHEN_SEARCH_ENGINE`.

    Returns:
        The same engine for each call in a process; it is safe to use from several threads.

    Raises:
        ImproperlyConfigured: The setting names no engine that can be imported.
    """
    name: str = getattr(settings, "SANSHEN_SEARCH_ENGINE", "embedded")
    return engine_class(name)()


def _forget(*, setting: str, **_: Any) -> None:
    """Let a test that overrides the setting get its engine."""
    if setting in {"SANSHEN_SEARCH_ENGINE", "SANSHEN_DATA", "SANSHEN_ELASTICSEARCH_URL"}:
        get_engine.cache_clear()


setting_changed.connect(_forget, dispatch_uid="search.engine")
