"""What verification must look up while it streams, in a temporary database on disk.

Memory stays flat however long the chains are; SQLite removes the file when it is closed.
"""

import sqlite3
from collections.abc import Iterable


class Scratch:
    """Which entry covers which digest, whose hands were on which page, which release is newest."""

    def __init__(self) -> None:
        """Open an empty temporary database."""
        self._db = sqlite3.connect("")
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("PRAGMA cache_size = -16000")
        self._db.execute("CREATE TABLE covers (digest BLOB, sequence INTEGER, tag TEXT, key TEXT)")
        self._db.execute("CREATE TABLE hands (page TEXT, sequence INTEGER, person TEXT)")
        self._db.execute("CREATE TABLE facts (uid TEXT, sequence INTEGER, tag TEXT, person TEXT)")
        self._db.execute("CREATE TABLE named (sequence INTEGER, entry INTEGER)")
        self._db.execute("CREATE TABLE seen (sequence INTEGER PRIMARY KEY)")
        self._db.execute("CREATE TABLE pages (page TEXT PRIMARY KEY, sequence INTEGER)")
        self._db.execute("CREATE TABLE addresses (address TEXT PRIMARY KEY, page TEXT)")

    def cover(self, rows: Iterable[tuple[bytes, int, str, str]]) -> None:
        """Remember digests that entries cover."""
        self._db.executemany("INSERT INTO covers VALUES (?, ?, ?, ?)", rows)

    def contribute(self, rows: Iterable[tuple[str, int, str]]) -> None:
        """Remember pages, the entries of contributions to them, and the persons."""
        self._db.executemany("INSERT INTO hands VALUES (?, ?, ?)", rows)

    def state(self, rows: Iterable[tuple[str, int, str, str]]) -> None:
        """Remember what was proposed, confirmed and revoked: uid, entry, tag, person."""
        self._db.executemany("INSERT INTO facts VALUES (?, ?, ?, ?)", rows)

    def name(self, rows: Iterable[tuple[int, int]]) -> None:
        """Remember the releases that entries say they made: release, entry."""
        self._db.executemany("INSERT INTO named VALUES (?, ?)", rows)

    def see(self, sequence: int) -> None:
        """Remember that there is a release of that sequence."""
        self._db.execute("INSERT OR IGNORE INTO seen VALUES (?)", (sequence,))

    def unseen(self) -> list[tuple[int, int]]:
        """Give the releases that entries say they made and that are not there: release, entry."""
        return self._db.execute(
            "SELECT sequence, entry FROM named WHERE sequence NOT IN (SELECT sequence FROM seen)"
            " ORDER BY sequence"
        ).fetchall()

    def settle(self) -> None:
        """Make looking up fast, once all entries are read."""
        self._db.execute("CREATE INDEX covers_digest ON covers (digest)")
        self._db.execute("CREATE INDEX hands_page ON hands (page, sequence)")
        self._db.execute("CREATE INDEX facts_uid ON facts (uid, sequence)")
        self._db.execute("CREATE INDEX facts_tag ON facts (tag, sequence)")

    def covering(self, digest: str) -> list[tuple[int, str, str]]:
        """Give sequence, tag and key of the entries that cover a digest."""
        return self._db.execute(
            "SELECT sequence, tag, key FROM covers WHERE digest = ? ORDER BY sequence",
            (raw(digest),),
        ).fetchall()

    def hands(self, page: str, after: int, before: int) -> set[str]:
        """Give the uids of those whose contributions to a page lie between two entries."""
        rows = self._db.execute(
            "SELECT DISTINCT person FROM hands WHERE page = ? AND sequence > ? AND sequence < ?",
            (page, after, before),
        )
        return {row[0] for row in rows}

    def facts(self, uid: str, before: int) -> list[tuple[int, str, str]]:
        """Give what was done with an appointment or policy before an entry: entry, tag, person."""
        return self._db.execute(
            "SELECT sequence, tag, person FROM facts WHERE uid = ? AND sequence < ?"
            " ORDER BY sequence",
            (uid, before),
        ).fetchall()

    def policy(self, before: int) -> str | None:
        """Give the uid of the policy in force before an entry: the newest confirmed one."""
        row = self._db.execute(
            "SELECT uid FROM facts WHERE tag = 'policy:confirmed' AND sequence < ? AND uid NOT IN"
            " (SELECT uid FROM facts WHERE tag = 'policy:revoked' AND sequence < ?)"
            " ORDER BY sequence DESC LIMIT 1",
            (before, before),
        ).fetchone()
        return row[0] if row else None

    def newest(self, page: str, sequence: int) -> int | None:
        """Give the newest release of a page so far, and note this one."""
        row = self._db.execute("SELECT sequence FROM pages WHERE page = ?", (page,)).fetchone()
        self._db.execute("INSERT OR REPLACE INTO pages VALUES (?, ?)", (page, sequence))
        return row[0] if row else None

    def owner(self, address: str, page: str) -> str:
        """Give the page that an address belongs to: the first that was released there."""
        self._db.execute("INSERT OR IGNORE INTO addresses VALUES (?, ?)", (address, page))
        row = self._db.execute(
            "SELECT page FROM addresses WHERE address = ?", (address,)
        ).fetchone()
        return str(row[0])

    def close(self) -> None:
        """Let the temporary file go."""
        self._db.close()


def raw(digest: str) -> bytes:
    """Give the bytes of a digest."""
    return bytes.fromhex(digest.removeprefix("sha256:"))
