"""What a unit keeps itself: its office-holders, its own words, what it has switched off.

Office-holders are a CSV with the head line ``name,post,order,since,until``: full name, post as it
stands before the name, place in lists of leaders (1 first), first and last day in the post (ISO
dates, either may be empty). Own words are a CSV ``wrong,right,severity``. Hints and warnings can be
switched off by code; errors cannot.
"""

import csv
from dataclasses import dataclass
from datetime import date
from io import StringIO

_HOLDERS = ["name", "post", "order", "since", "until"]
_WORDS = ["wrong", "right", "severity"]


class Unreadable(ValueError):
    """A list that cannot be used; the text says which line and why."""


@dataclass(frozen=True)
class Holder:
    """Somebody in a post, from when to when."""

    name: str
    post: str
    order: int
    since: date | None = None
    until: date | None = None

    def holds(self, day: date | None) -> bool:
        """Say whether they are in the post on a day; without a day, whether no end is known."""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True)
class Lists:
    """Everything a unit adds."""

    holders: tuple[Holder, ...] = ()
    words: tuple[tuple[str, str, str], ...] = ()
    off: frozenset[str] = frozenset()


def holders(text: str) -> tuple[Holder, ...]:
    """Read the list of office-holders.

    Raises:
        Unreadable: with the number of the line and what is wrong there.
    """
    found = []
    for number, row in _rows(text, _HOLDERS):
        if not row["name"] or not row["post"]:
            raise Unreadable(f"line {number}: name and post are needed")
        if not row["order"].isdigit():
            raise Unreadable(f"line {number}: order {row['order']!r} is not a number")
        since, until = (_day(row[name], number) for name in ("since", "until"))
        if since and until and until < since:
            raise Unreadable(f"line {number}: until lies before since")
        found.append(Holder(row["name"], row["post"], int(row["order"]), since, until))
    return tuple(found)


def words(text: str) -> tuple[tuple[str, str, str], ...]:
    """Read the unit's own words: what is wrong, what is right, how grave it is.

    Raises:
        Unreadable: with the number of the line and what is wrong there.
    """
    found = []
    for number, row in _rows(text, _WORDS):
        if len(row["wrong"]) < 2:
            raise Unreadable(f"line {number}: a word has at least two characters")
        if row["severity"] not in {"error", "warning", "hint"}:
            raise Unreadable(f"line {number}: severity is error, warning or hint")
        found.append((row["wrong"], row["right"], row["severity"]))
    return tuple(found)


def _rows(text: str, columns: list[str]) -> list[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(StringIO(text.removeprefix("\ufeff")))
    if reader.fieldnames != columns:
        raise Unreadable(f"line 1: the head line is not {','.join(columns)}")
    rows = []
    for number, row in enumerate(reader, 2):
        if None in row or None in row.values():
            raise Unreadable(f"line {number}: not {len(columns)} columns")
        rows.append((number, {name: value.strip() for name, value in row.items()}))
    return rows


def _day(text: str, number: int) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Unreadable(f"line {number}: {text!r} is not an ISO date") from error
