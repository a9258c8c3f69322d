"""The tables of the embedded index.

    search_embedded_document   one row an item; its id grows with the date of its first release
    search_embedded_section    the sections of an item
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
        year INTEGER NOT NULL,
        live_from INTEGER NOT NULL,
        live_until INTEGER NOT NULL,
        rebuilt INTEGER NOT NULL
    )""",
    """CREATE TABLE IF NOT EXISTS search_embedded_section (
        document INTEGER NOT NULL,
        section TEXT NOT NULL,
        PRIMARY KEY (document, section)
    ) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS search_embedded_text (
        document INTEGER PRIMARY KEY,
        title TEXT NOT NULL,
        body TEXT NOT NULL,
        number TEXT NOT NULL
    )""",
    "CREATE TABLE IF NOT EXISTS search_embedded_removed (uid TEXT PRIMARY KEY) WITHOUT ROWID",
    """CREATE TABLE IF NOT EXISTS search_embedded_state (
        name TEXT PRIMARY KEY,
        value INTEGER NOT NULL
    ) WITHOUT ROWID""",
    """CREATE VIRTUAL TABLE IF NOT EXISTS search_embedded_vocabulary
        USING fts5vocab(search_embedded_fts, 'row')""",
)

#: Names of the tables, in an order in which they can be dropped.
TABLES: Final = tuple(
    f"search_embedded_{name}"
    for name in ("vocabulary", "fts", "document", "section", "text", "removed", "state")
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
        f"title, body, number, other, tokenize='ascii'{contentless})",
        *_TABLES,
        "INSERT OR IGNORE INTO search_embedded_state VALUES "
        f"('analyzer', {ANALYZER_VERSION}), ('rebuilding', 0), ('rebuild', 0)",
    )
