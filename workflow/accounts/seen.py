"""When a session was last used, so that an idle one ends.

Reading takes no write lock, so on SQLite, where there is one for the whole database, a GET is
only remembered in this process; it reaches the table with the next POST or with `close_sessions`.
On PostgreSQL, where several processes serve and nobody waits for a row, it is written at once.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from django.conf import settings
from django.db import connection
from django.db.models import Q

from workflow.accounts.models import SignIn
from workflow.accounts.sessions import IDLE, TOO_LONG

#: So long a process trusts its own memory before it looks into the table again.
TRUST = timedelta(seconds=60)


@dataclass
class _Seen:
    began: datetime
    at: datetime
    written: datetime


_seen: dict[str, _Seen] = {}
_lock = Lock()


def over(session: str, moment: datetime) -> str:
    """Say why a session is over; empty when it goes on, and then this moment counts as used."""
    kept = _seen.get(session)
    if kept is None or moment - kept.at > TRUST:
        kept = _read(session, kept, moment)
    if moment - kept.at >= timedelta(minutes=settings.SANSHEN_IDLE_MINUTES):
        return IDLE
    if moment - kept.began >= timedelta(hours=settings.SANSHEN_SESSION_HOURS):
        return TOO_LONG
    kept.at = max(kept.at, moment)
    return ""


def write(session: str, *, reading: bool) -> None:
    """Write down when a session was used, if that is not known to the table yet."""
    kept = _seen.get(session)
    if reading and connection.vendor == "sqlite":
        return
    if kept is not None and kept.at - kept.written > TRUST:
        kept.written = kept.at
        _write(session, kept.at)


def revive(session: str, moment: datetime) -> None:
    """Let an idle session go on: its owner has just proved who they are."""
    _seen.pop(session, None)
    SignIn.objects.filter(session=session, ended_at=None).update(seen_at=moment)


def flush() -> int:
    """Write down all that only this process knows, and forget what is over. Give how many."""
    with _lock:
        due = [(name, kept) for name, kept in _seen.items() if kept.at > kept.written]
        for name, kept in due:
            kept.written = kept.at
            _write(name, kept.at)
        latest = max((kept.at for kept in _seen.values()), default=None)
        for name, kept in list(_seen.items()):
            if latest is not None and latest - kept.at > timedelta(
                minutes=settings.SANSHEN_IDLE_MINUTES
            ):
                del _seen[name]
    return len(due)


def forget() -> None:
    """Forget everything, as a new process has."""
    _seen.clear()


def _read(session: str, kept: _Seen | None, moment: datetime) -> _Seen:
    row = SignIn.objects.filter(session=session, ended_at=None).first()
    if row is None:
        found = kept or _Seen(began=moment, at=moment, written=moment)
    else:
        at = max(row.seen_at, kept.at) if kept else row.seen_at
        found = _Seen(began=row.began_at, at=at, written=row.seen_at)
    with _lock:
        _seen[session] = found
    return found


def _write(session: str, at: datetime) -> None:
    earlier = Q(session=session, ended_at=None, seen_at__lt=at)
    SignIn.objects.filter(earlier).update(seen_at=at)
