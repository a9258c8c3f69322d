"""In which file the index is, and how it is read and written.

With SQLite as the database the index is part of it: its rows come and go with the release's own
transaction. With any other database it is a file beside it, fed from the outbox.
"""

import fcntl
import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Final, Protocol

from django.db import connections, transaction

from search.engines.embedded.schema import anew, statements
from search.segment import ANALYZER_VERSION

#: Seconds a writer waits for another one.
BUSY_TIMEOUT: Final = 20.0

Row = tuple[Any, ...]
#: What is bound to a parameter.
Value = str | int | float | None


class Cursor(Protocol):
    """What this engine needs of a cursor. Parameters are written `%s`."""

    def execute(self, sql: str, parameters: Sequence[Value] = (), /) -> object:
        """Run one statement."""

    def fetchone(self) -> Row | None:
        """Give the next row."""

    def fetchall(self) -> list[Row]:
        """Give all further rows."""


class Store(Protocol):
    """A place for the index."""

    def reading(self) -> AbstractContextManager[Cursor]:
        """Read outside of a transaction: a visitor never takes the write lock."""

    def writing(self) -> AbstractContextManager[Cursor]:
        """Write in a transaction, which is part of the one around it where there is one."""


class DatabaseStore:
    """The index in the database of the portal, which is SQLite."""

    def __init__(self, alias: str = "default") -> None:
        """Take the alias of the connection; the migrations make the tables."""
        self.alias = alias

    @contextmanager
    def reading(self) -> Iterator[Cursor]:
        """Read with the connection of this thread."""
        with connections[self.alias].cursor() as cursor:
            yield cursor

    @contextmanager
    def writing(self) -> Iterator[Cursor]:
        """Write in a transaction of Django, or in a savepoint of the one that is open."""
        with transaction.atomic(using=self.alias), connections[self.alias].cursor() as cursor:
            yield cursor


class _SidecarCursor:
    """A cursor of `sqlite3` that takes `%s`."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor

    def execute(self, sql: str, parameters: Sequence[Value] = (), /) -> object:
        return self._cursor.execute(sql.replace("%s", "?"), parameters)

    def fetchone(self) -> Row | None:
        row: Row | None = self._cursor.fetchone()
        return row

    def fetchall(self) -> list[Row]:
        return self._cursor.fetchall()


def _is_old(connection: sqlite3.Connection) -> bool:
    """Say whether a file was made by another version, so that its tables may be other ones."""
    try:
        found = connection.execute(
            "SELECT value FROM search_embedded_state WHERE name = 'analyzer'"
        ).fetchone()
    except sqlite3.OperationalError:
        # A new file has no tables.
        return False
    return found is not None and found[0] not in (0, ANALYZER_VERSION)


class SidecarStore:
    """The index in a file of its own, with a connection for each thread of each process."""

    def __init__(self, path: Path) -> None:
        """Take the path of the file; file and folder are made at the first use."""
        self.path = path
        self._local = threading.local()

    def _connection(self) -> sqlite3.Connection:
        """Give this thread's connection, a new one after a fork."""
        if getattr(self._local, "process", None) != os.getpid():
            self._local.connection = self._opened()
            self._local.process = os.getpid()
        open_connection: sqlite3.Connection = self._local.connection
        return open_connection

    def _opened(self) -> sqlite3.Connection:
        """Open the file, and make it one that is written and read at the same time.

        One at a time: SQLite does not wait, but fails at once, when two turn a new file into such a
        one together, since each would wait for the other (https://www.sqlite.org/wal.html).
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        turn = os.open(self.path.with_name(f"{self.path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(turn, fcntl.LOCK_EX)
            connection = sqlite3.connect(self.path, timeout=BUSY_TIMEOUT, isolation_level=None)
            connection.execute("PRAGMA journal_mode=WAL")
            # An outbox row is deleted when this file has been committed: it must survive then.
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("BEGIN IMMEDIATE")
            for statement in anew() if _is_old(connection) else statements():
                connection.execute(statement)
            connection.execute("COMMIT")
        finally:
            os.close(turn)
        return connection

    @contextmanager
    def reading(self) -> Iterator[Cursor]:
        """Read with the connection of this thread."""
        yield _SidecarCursor(self._connection().cursor())

    @contextmanager
    def writing(self) -> Iterator[Cursor]:
        """Write in a transaction, or as part of the one that this thread has open."""
        connection = self._connection()
        cursor = _SidecarCursor(connection.cursor())
        if connection.in_transaction:
            yield cursor
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield cursor
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def close(self) -> None:
        """Close the connection of this thread."""
        if getattr(self._local, "process", None) == os.getpid():
            self._local.connection.close()
            del self._local.process
