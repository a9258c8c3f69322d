"""How a record gets into the index and out of it."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

from search.engines.embedded import facets
from search.engines.embedded.store import Cursor
from search.fold import fold
from search.record import SearchRecord
from search.segment import tokens

#: An item without an end lives until here.
FOR_EVER: Final = 2**62
#: Characters of the text in attachments that a question is compared with.
ATTACHED: Final = 20_000
_EPOCH: Final = datetime(1, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def moment(value: datetime) -> int:
    """Give a moment as a number.

    Args:
        value: A moment with a time zone.

    Returns:
        Microseconds since the year 1, never negative.
    """
    return max(0, (value - _EPOCH) // _MICROSECOND)


def put(cursor: Cursor, record: SearchRecord, *, rebuild: int | None = None) -> None:
    """Add a record, or replace the one of the same uid unless that has a higher sequence.

    Args:
        cursor: In a transaction.
        record: The record.
        rebuild: Number of the rebuild that puts it; None when a release does.
    """
    cursor.execute(
        "SELECT id, sequence, date, rebuilt FROM search_embedded_document WHERE uid = %s",
        [record.uid],
    )
    stored = cursor.fetchone()
    date = moment(record.date)
    identity: int | None = None
    if stored is not None:
        # A later release that no one has written since the rebuild began is one that was lost.
        if record.sequence < stored[1] and rebuild in (None, stored[3]):
            return
        _delete(cursor, stored[0])
        identity = stored[0] if stored[2] == date else None
    if identity is None:
        identity = _free_identity(cursor, date)
    _insert(cursor, identity, record, rebuild or _running(cursor))
    if rebuild is None:
        cursor.execute("DELETE FROM search_embedded_removed WHERE uid = %s", [record.uid])


def remove(cursor: Cursor, uids: Iterable[str]) -> None:
    """Take items out, and remember it for a rebuild that runs.

    Args:
        cursor: In a transaction.
        uids: Their public identities.
    """
    remember = _running(cursor)
    for uid in uids:
        if remember:
            cursor.execute("INSERT OR IGNORE INTO search_embedded_removed VALUES (%s)", [uid])
        cursor.execute("SELECT id FROM search_embedded_document WHERE uid = %s", [uid])
        if row := cursor.fetchone():
            _delete(cursor, row[0])


def was_removed(cursor: Cursor, uid: str) -> bool:
    """Say whether an item was removed since the running rebuild began.

    Args:
        cursor: In a transaction.
        uid: Its public identity.

    Returns:
        True when the rebuild must leave it out.
    """
    cursor.execute("SELECT 1 FROM search_embedded_removed WHERE uid = %s", [uid])
    return cursor.fetchone() is not None


def _running(cursor: Cursor) -> int:
    """Give the number of the rebuild that runs, 0 when none does."""
    cursor.execute("SELECT value FROM search_embedded_state WHERE name = 'rebuilding'")
    row = cursor.fetchone()
    return int(row[0]) if row else 0


def _free_identity(cursor: Cursor, date: int) -> int:
    """Give an id by the second of the date, so that the newest come first without sorting."""
    second = date // 1_000_000
    cursor.execute("SELECT 1 FROM search_embedded_document WHERE id = %s", [second])
    if cursor.fetchone() is None:
        return second
    cursor.execute(
        "SELECT id + 1 FROM search_embedded_document AS taken WHERE id >= %s AND NOT EXISTS "
        "(SELECT 1 FROM search_embedded_document WHERE id = taken.id + 1) ORDER BY id LIMIT 1",
        [second],
    )
    row = cursor.fetchone()
    return int(row[0]) if row else second


def _insert(cursor: Cursor, identity: int, record: SearchRecord, rebuilt: int) -> None:
    """Write all rows of a record."""
    title, body, number = fold(record.title), fold(record.body), fold(record.document_number)
    said = (record.summary, record.source, record.department, record.issuing_body, record.subject)
    other = fold("\n".join((*said, *record.attachments)))
    attached = fold(record.attachment_text)
    cursor.execute(
        "INSERT INTO search_embedded_document VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [
            identity,
            record.uid,
            record.sequence,
            moment(record.date),
            facets.store(cursor, record),
            record.written_on.toordinal() if record.written_on else 0,
            moment(record.live_from),
            FOR_EVER if record.live_until is None else moment(record.live_until),
            rebuilt,
        ],
    )
    # The rest is read after the body, so that a summary never begins in its middle.
    cursor.execute(
        "INSERT INTO search_embedded_text VALUES (%s, %s, %s, %s, %s)",
        [identity, title, f"{body}\n{other}", number, attached[:ATTACHED]],
    )
    cursor.execute(
        "INSERT INTO search_embedded_fts (rowid, title, body, number, other, attached) "
        "VALUES (%s, %s, %s, %s, %s, %s)",
        [identity, *(" ".join(tokens(text)) for text in (title, body, number, other, attached))],
    )


def _delete(cursor: Cursor, identity: int) -> None:
    """Delete all rows of an item."""
    for table, column in (
        ("fts", "rowid"),
        ("text", "document"),
        ("document", "id"),
    ):
        cursor.execute(f"DELETE FROM search_embedded_{table} WHERE {column} = %s", [identity])
