"""Public status: a pure function of the releases of one page and the time.

The clock writes nothing. Releases count in the order of their sequence; a release is in force from
its `live_from` (at once when it has none) until before its `live_until`, unless a later one has
taken its place. A withdrawal ends everything before it, at once.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from ledger import canonical
from ledger.formats import v1

WITHDRAW = "withdraw"


class PublicStatus(StrEnum):
    """What the public sees of a page."""

    NEVER = "never"
    SCHEDULED = "scheduled"
    PUBLIC = "public"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


def status(headers: Sequence[v1.Release], now: datetime) -> PublicStatus:
    """Give the status at a moment of the page whose releases these are, in any order."""
    standing = _standing(headers)
    if not standing:
        return PublicStatus.WITHDRAWN if headers else PublicStatus.NEVER
    if current(headers, now) is not None:
        return PublicStatus.PUBLIC
    if any(_starts_later(header, now) for header in standing):
        return PublicStatus.SCHEDULED
    return PublicStatus.ENDED


def current(headers: Sequence[v1.Release], now: datetime) -> v1.Release | None:
    """Give the release in force at a moment, or None.

    It is the newest one whose time has come; when that one has ended, none is in force, because
    it had taken the place of all earlier ones.
    """
    started = [header for header in _standing(headers) if not _starts_later(header, now)]
    if not started:
        return None
    newest = started[-1]
    if newest.live_until is not None and canonical.read_time(newest.live_until) <= now:
        return None
    return newest


def next_change(headers: Sequence[v1.Release], now: datetime) -> datetime | None:
    """Give the next moment after `now` at which time alone can change the status, or None."""
    moments = [
        canonical.read_time(text)
        for header in _standing(headers)
        for text in (header.live_from, header.live_until)
        if text is not None
    ]
    return min((moment for moment in moments if moment > now), default=None)


def was_public(headers: Sequence[v1.Release], now: datetime) -> bool:
    """Say whether the page was public at any moment up to `now` (410 after that, else 404)."""
    ordered = _ordered(headers)
    for index, header in enumerate(ordered):
        if header.kind == WITHDRAW:
            continue
        released = canonical.read_time(header.released_at)
        start = max(released, canonical.read_time(header.live_from or header.released_at))
        ends = [canonical.read_time(header.live_until)] if header.live_until else []
        for later in ordered[index + 1 :]:
            ended = canonical.read_time(later.released_at)
            if later.kind != WITHDRAW:
                ended = max(ended, canonical.read_time(later.live_from or later.released_at))
            ends.append(ended)
        if start <= now and all(start < end for end in ends):
            return True
    return False


def _ordered(headers: Sequence[v1.Release]) -> list[v1.Release]:
    return sorted(headers, key=lambda header: header.sequence)


def _standing(headers: Sequence[v1.Release]) -> list[v1.Release]:
    """The releases after the newest withdrawal, oldest first."""
    standing: list[v1.Release] = []
    for header in _ordered(headers):
        if header.kind == WITHDRAW:
            standing = []
        else:
            standing.append(header)
    return standing


def _starts_later(header: v1.Release, now: datetime) -> bool:
    return header.live_from is not None and canonical.read_time(header.live_from) > now
