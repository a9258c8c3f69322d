"""What a unit keeps itself: its office-holders, its own words, what it has switched off.

Office-holders are a CSV with the head line ``name,post,order,since,until``: full name, post as it
stands before the name, place in lists of leaders (1 first), first and last day in the post (ISO
dates, either may be empty). Own words are a CSV ``wrong,right,severity``. Hints and warnings can be
switched off by code; errors cannot.
"""

import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from io import StringIO

from workflow.proofreading.kept import Entry, Finder
from workflow.proofreading.slips import Phrases

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
    """Everything a unit adds. Lists may be long: each is looked up by an index, made once.

    `phrases` are set phrases with the longer words in which a near miss is right; `bodies` old
    name, new name, day of the change, basis; `hosts` the sort of a host (``own`` and ``trusted``
    are never objected to); `exceptions` pairs of a code and the words that are no mistake;
    `editions` the number of the version of each list, which is named in what is found by it.
    """

    holders: tuple[Holder, ...] = ()
    words: tuple[tuple[str, str, str], ...] = ()
    phrases: tuple[tuple[str, tuple[str, ...]], ...] = ()
    bodies: tuple[tuple[str, str, str, str], ...] = ()
    hosts: tuple[tuple[str, str], ...] = ()
    exceptions: frozenset[tuple[str, str]] = frozenset()
    off: frozenset[str] = frozenset()
    editions: tuple[tuple[str, int], ...] = ()

    def edition(self, name: str) -> str:
        """Name the version of a list, "" when it has none."""
        number = dict(self.editions).get(name)
        return f"（第{number}版）" if number else ""

    @cached_property
    def own_words(self) -> Finder:
        """Look for all own words at once."""
        return Finder([Entry(wrong, (right, weight)) for wrong, right, weight in self.words])

    @cached_property
    def kept_phrases(self) -> Phrases:
        """The unit's set phrases with their near misses."""
        return Phrases(self.phrases)

    @cached_property
    def old_bodies(self) -> Finder:
        """Look for all renamed bodies at once."""
        return Finder([Entry(old, (new, since, basis)) for old, new, since, basis in self.bodies])

    @cached_property
    def posts(self) -> dict[str, list[Holder]]:
        """The holders of every post."""
        found: dict[str, list[Holder]] = defaultdict(list)
        for holder in self.holders:
            found[holder.post].append(holder)
        return found

    @cached_property
    def names(self) -> dict[str, list[Holder]]:
        """The posts of every name."""
        found: dict[str, list[Holder]] = defaultdict(list)
        for holder in self.holders:
            found[holder.name].append(holder)
        return found

    @cached_property
    def post_finder(self) -> Finder:
        """Look for all posts at once."""
        return Finder([Entry(post, ()) for post in self.posts])

    @cached_property
    def name_finder(self) -> Finder:
        """Look for all names at once."""
        return Finder([Entry(name, ()) for name in self.names])

    @cached_property
    def sort_of_host(self) -> dict[str, str]:
        """The sort of every listed host."""
        return dict(self.hosts)


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
