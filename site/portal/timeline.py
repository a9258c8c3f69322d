"""When the releases of one page become public and stop: pure functions of headers and times."""

from collections.abc import Sequence
from datetime import datetime

from ledger import status
from ledger.canonical import read_time
from ledger.formats import v1


def moments(headers: Sequence[v1.Release]) -> list[datetime]:
    """Give the moments at which something can begin or end, in order, each once."""
    texts = {
        text
        for header in headers
        for text in (header.released_at, header.live_from, header.live_until)
        if text
    }
    return sorted(read_time(text) for text in texts)


def in_force(headers: Sequence[v1.Release], moment: datetime) -> v1.Release | None:
    """Give the release that was in force at a moment, knowing only what was released by then."""
    known = [header for header in headers if read_time(header.released_at) <= moment]
    return status.current(known, moment) if known else None


def first_publication(headers: Sequence[v1.Release]) -> tuple[datetime, v1.Release] | None:
    """Give when a page first was public, and by which release; None when it never was.

    The answer never changes with later releases, so a date of publication cannot be renewed.
    """
    for moment in moments(headers):
        header = in_force(headers, moment)
        if header is not None:
            return moment, header
    return None
