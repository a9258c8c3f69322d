"""The tables of the embedded index.

    search_embedded_document   one row an item; its id grows with the date of its first release
    search_embedded_facet      what items are counted by, one row for all that agree in it
    search_embedded_value      the values in each of those rows, to filter by
    search_embedded_text       its folded text, for ranking
    search_embedded_fts        the inverted index
    search_embedded_vocabulary a view of FTS5 on it: in how many items a token is
    search_embedded_removed    items removed while a rebuild runs
    search_embedded_state      names and values: which analyzer made this, is it being rebuilt

All of it can be made again from the releases, so it has no history of schemas: a changed schema
drops the tables and asks for a rebuild.
"""

import sqlite3
from typing import Final

from search.segment import ANALYZER_VERSION

#: First version in which a table without its own copy of the tokens can delete.
_CONTENTLESS_SINCE: Final = (3, 43, 0)

_TABLES: Final = (
    """CREATE TABLE IF NOT EXISTS search_embedded_document (
        id INTEGER PRIMARY KEY,
        uid TEXT NOT NULL UNIQUE,
        sequence INTEGER NOT NULL,
        date INTEGER NOT NULL,
        facet INTEGER NOT NULL,
        written INTEGER NOT NULL,
        live_from INTEGER NOT NULL,
        live_until INTEGER NOT NULL,
        rebuilt INTEGER NOT NULL
    )""",
    "CREATE TABLE IF NOT EXISTS search_embedded_facet (id INTEGER PRIMARY KEY, key TEXT NOT NULL)",
    """CREATE TABLE IF NOT EXISTS search_embedded_value (
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        facet INTEGER NOT NULL,
        PRIMARY KEY (name, value, facet)
    ) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS search_embedded_text (
        document INTEGER PRIMARY KEY,
        title TEXT NOT NULL,
        body TEXT NOT NULL,
        number TEXT NOT NULL,
        attached TEXT NOT NULL
    )""",
    "CREATE TABLE IF NOT EXISTS search_embedded_removed (uid TEXT PRIMARY KEY) WITHOUT ROWID",
    """CREATE TABLE IF NOT EXISTS search_embedded_state (
        name TEXT PRIMARY KEY,
        value INTEGER NOT NULL
    ) WITHOUT ROWID""",
    """CREATE VIRTUAL TABLE IF NOT EXISTS search_embedded_vocabulary
        USING fts5vocab(search_embedded_fts, 'row')""",
)

#: Tables of earlier versions.
_FORMER: Final = ("section",)

#: Names of the tables, in an order in which they can be dropped.
TABLES: Final = tuple(
    f"search_embedded_{name}"
    for name in ("vocabulary", "fts", "document", "facet", "value", "text", "removed", "state")
)


def statements(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> tuple[str, ...]:
    """Give the statements that make the tables where they are missing.

    Args:
        version: Version of SQLite; from 3.43 on the tokens are not stored a second time, which
            halves the file.

    Returns:
        SQL without parameters, in order.
    """
    contentless = ", content='', contentless_delete=1" if version >= _CONTENTLESS_SINCE else ""
    return (
        "CREATE VIRTUAL TABLE IF NOT EXISTS search_embedded_fts USING fts5("
        f"title, body, number, other, attached, tokenize='ascii'{contentless})",
        *_TABLES,
        "INSERT OR IGNORE INTO search_embedded_state VALUES "
        f"('analyzer', {ANALYZER_VERSION}), ('rebuilding', 0), ('rebuild', 0)",
    )


def anew(had: int = 1) -> tuple[str, ...]:
    """Give the statements that drop what is there, of whatever version, and ask for a rebuild.

    Args:
        had: Items that were in it; without any there is nothing to ask for.

    Returns:
        SQL without parameters, in order.
    """
    return (
        *(f"DROP TABLE IF EXISTS search_embedded_{name}" for name in _FORMER),
        *(f"DROP TABLE IF EXISTS {table}" for table in TABLES),
        *statements(),
        *(["UPDATE search_embedded_state SET value = 0 WHERE name = 'analyzer'"] if had else []),
    )
