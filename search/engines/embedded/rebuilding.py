"""How the index is made anew while it is in use.

Records replace their rows in place, a batch a transaction, so that visitors always find
everything and the database is never locked for long. What no record replaced goes at the end.
Releases and withdrawals that arrive meanwhile hold: a release has a higher sequence than the
record that was read before it, and a withdrawal is remembered until the rebuild ends.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from search.engines.embedded import candidates, writing
from search.engines.embedded.schema import TABLES, statements
from search.engines.embedded.store import Cursor, Store
from search.record import SearchRecord
from search.segment import ANALYZER_VERSION

#: Records in one transaction.
BATCH: Final = 200
#: Pages of the inverted index that one transaction merges, and how often.
_MERGED_PAGES, _MERGES = 500, 400


def rebuild(store: Store, records: Iterable[SearchRecord], *, resume: bool) -> int:
    """Make the index anew.

    Args:
        store: Where it is.
        records: All records; those that `unfinished` names may be left out when it is resumed.
        resume: Go on with a rebuild that was cut off.

    Returns:
        Items in the index afterwards.
    """
    with store.writing() as cursor:
        number = (resume and _cut_off(cursor)) or _begin(cursor)
    for batch in _batches(records):
        with store.writing() as cursor:
            for record in batch:
                if not writing.was_removed(cursor, record.uid):
                    writing.put(cursor, record, rebuild=number)
    while True:
        with store.writing() as cursor:
            if not _drop_unseen(cursor, number):
                break
    _merge(store)
    with store.writing() as cursor:
        cursor.execute("DELETE FROM search_embedded_removed")
        _set(cursor, "rebuilding", 0)
        _set(cursor, "analyzer", ANALYZER_VERSION)
        return candidates.documents(cursor)


def unfinished(cursor: Cursor) -> frozenset[str]:
    """Give the items that a rebuild which was cut off has taken up, or a release since.

    Args:
        cursor: A cursor of the index.

    Returns:
        Their uids.
    """
    if not (number := _cut_off(cursor)):
        return frozenset()
    cursor.execute("SELECT uid FROM search_embedded_document WHERE rebuilt = %s", [number])
    return frozenset(row[0] for row in cursor.fetchall())


def _cut_off(cursor: Cursor) -> int:
    """Give the number of the rebuild that was cut off, 0 when there is none of this version."""
    cursor.execute("SELECT name, value FROM search_embedded_state")
    state: dict[str, int] = dict(cursor.fetchall())
    same = state.get("analyzer") == ANALYZER_VERSION
    return state.get("rebuilding", 0) if same else 0


def _batches(records: Iterable[SearchRecord]) -> Iterator[list[SearchRecord]]:
    """Cut records into batches."""
    remaining = iter(records)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def _begin(cursor: Cursor) -> int:
    """Number this rebuild, and make the tables again where they are missing or unusable."""
    for statement in statements():
        cursor.execute(statement)
    cursor.execute("SELECT count(*) FROM search_embedded_fts_docsize")
    if cursor.fetchone() != (candidates.documents(cursor),):
        for table in TABLES:
            cursor.execute(f"DROP TABLE {table}")
        for statement in statements():
            cursor.execute(statement)
    cursor.execute("UPDATE search_embedded_state SET value = value + 1 WHERE name = 'rebuild'")
    cursor.execute("SELECT value FROM search_embedded_state WHERE name = 'rebuild'")
    row = cursor.fetchone()
    number = int(row[0]) if row else 1
    cursor.execute("DELETE FROM search_embedded_removed")
    _set(cursor, "rebuilding", number)
    return number


def _drop_unseen(cursor: Cursor, number: int) -> int:
    """Remove some of the items that neither a record nor a release touched; give how many."""
    cursor.execute(
        "SELECT uid FROM search_embedded_document WHERE rebuilt <> %s LIMIT %s", [number, BATCH]
    )
    uids = [row[0] for row in cursor.fetchall()]
    writing.remove(cursor, uids)
    return len(uids)


def _merge(store: Store) -> None:
    """Merge the parts of the inverted index, in steps that let other writers through."""
    pages = -_MERGED_PAGES
    for _ in range(_MERGES):
        with store.writing() as cursor:
            cursor.execute("SELECT total_changes()")
            before = cursor.fetchone()
            cursor.execute(
                "INSERT INTO search_embedded_fts (search_embedded_fts, rank) VALUES ('merge', %s)",
                [pages],
            )
            cursor.execute("SELECT total_changes()")
            after = cursor.fetchone()
        # FTS5: fewer than two changes mean that there was nothing left to merge.
        if before is None or after is None or after[0] - before[0] < 2:
            return
        pages = _MERGED_PAGES


def _set(cursor: Cursor, name: str, value: int) -> None:
    """Write a value of the state."""
    cursor.execute("INSERT OR REPLACE INTO search_embedded_state VALUES (%s, %s)", [name, value])
