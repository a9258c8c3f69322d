"""How the server is reached, and what happens when it is not.

After a failure nothing is asked of the server for a moment that doubles up to half a minute, so
that a page which could search answers at once, and a server that comes back is not overrun.
"""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from elasticsearch import ApiError, Elasticsearch, TransportError

from search.engine import SearchAway
from search.engines.elastic import schema

#: Seconds that an answer may take; a search takes hundredths.
PATIENCE: Final = 5.0
#: Seconds without asking after the first failure, and at most.
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
#: Rows that are read at a time where all of them are.
_PAGE: Final = 5_000
#: Answers that say "not now": too much at once, or a server behind a proxy that is not there.
_NOT_NOW: Final = frozenset({429, 502, 503, 504})


class Cluster:
    """A server and the name under which the index of this portal is reached on it."""

    def __init__(self, url: str, alias: str, **options: Any) -> None:
        """Take the address and the alias; nothing is asked yet.

        Args:
            url: `http(s)://[user:password@]host:port`.
            alias: Name of the alias; indices are named by it and a moment.
            options: Further options of the client.
        """
        self.alias = alias
        self.client = Elasticsearch(
            url, **({"request_timeout": PATIENCE, "max_retries": 0} | options)
        )
        self._lock = threading.Lock()
        self._pause = 0.0
        self._away_until = 0.0

    def check(self) -> None:
        """Refuse at once while the server is left alone.

        Raises:
            SearchAway: The server did not answer a moment ago.
        """
        if time.monotonic() < self._away_until:
            raise SearchAway("Elasticsearch did not answer a moment ago.")

    @contextmanager
    def asking(self) -> Iterator[Elasticsearch]:
        """Ask the server.

        Yields:
            The client.

        Raises:
            SearchAway: The server is not there, or cannot do now what it is asked.
        """
        self.check()
        try:
            yield self.client
        except TransportError as error:
            self._failed()
            raise SearchAway(f"Elasticsearch does not answer ({type(error).__name__}).") from error
        except ApiError as error:
            if error.status_code in _NOT_NOW:
                self._failed()
            raise SearchAway(f"Elasticsearch refuses ({said(error)}).") from error
        self._pause = self._away_until = 0.0

    def index(self) -> str | None:
        """Give the index behind the alias, None when there is none."""
        with self.asking() as client:
            found = client.options(ignore_status=404).indices.get_alias(name=self.alias)
            return next(iter(found.body), None) if found.meta.status == 200 else None

    def ensure(self) -> str:
        """Give the index behind the alias; make both where they are missing."""
        if found := self.index():
            return found
        name = self.new_name()
        with self.asking() as client:
            made = schema.body() | {"aliases": {self.alias: {}}}
            client.indices.create(index=name, **made)
        return name

    def new_name(self) -> str:
        """Give a name for an index that is not there yet."""
        return f"{self.alias}-{time.time_ns()}"

    def unnamed(self) -> list[str]:
        """Give the indices beside that of the alias: a rebuild that runs or was cut off."""
        return sorted(name for name, said in self._named().items() if not said["aliases"])

    def refresh(self, index: str = "") -> None:
        """Let everything that was written be found."""
        with self.asking() as client:
            client.indices.refresh(index=index or self.alias)

    def all(self, index: str, query: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Give all rows of a query with their sequences, however many there are."""
        last: list[Any] | None = None
        while True:
            with self.asking() as client:
                page = client.search(
                    index=index,
                    query=query,
                    size=_PAGE,
                    source=["sequence"],
                    sort=[{"uid": "asc"}],
                    search_after=last,
                )["hits"]["hits"]
            if not page:
                return
            yield from page
            last = page[-1]["sort"]

    def drop(self) -> None:
        """Remove every index of this name."""
        for name in self._named():
            with self.asking() as client:
                client.indices.delete(index=name)

    def _named(self) -> dict[str, Any]:
        with self.asking() as client:
            every = client.indices.get(index=f"{self.alias}-*", features="aliases").body
        # Another portal's name may begin with ours.
        own = re.compile(rf"{re.escape(self.alias)}-\d+")
        return {name: said for name, said in every.items() if own.fullmatch(name)}

    def _failed(self) -> None:
        with self._lock:
            self._pause = min(max(2 * self._pause, _FIRST_PAUSE), _LONGEST_PAUSE)
            self._away_until = time.monotonic() + self._pause


def said(error: ApiError) -> str:
    """Give what the server said, in one line."""
    return f"{error.status_code}, {error.message}"
