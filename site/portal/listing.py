"""The list of a section: its newest end, and archive pages that never shift.

Pages are numbered from the oldest, so page 7 holds the same places for ever. The section's own
address shows the newest end: the last full page and what has come since. An archive page links to
its neighbours and to both ends and does not say how many there are, because that would change it.
"""

from dataclasses import dataclass

from django.db.models import Max

from portal.items import PER_PAGE, Reading, Shown
from portal.models import Listing

_NUMBERS_SHOWN = 5


@dataclass(frozen=True)
class Listed:
    """What a list page shows, and where its links lead. `number` is None at the newest end."""

    address: str
    items: list[Shown]
    number: int | None = None
    newer: str = ""
    older: str = ""
    numbers: tuple[tuple[int, str], ...] = ()
    oldest: str = ""
    total: int = 0


def complete_pages(section: str) -> int:
    """Give how many archive pages of a section are full, and so exist."""
    last = Listing.objects.filter(section=section).aggregate(last=Max("ordinal"))["last"] or 0
    return last // PER_PAGE


def page_address(section: Shown, number: int) -> str:
    """Give the address of an archive page."""
    return f"{section.content.address}list-{number}.html"


def newest(section: Shown, reading: Reading) -> Listed:
    """Give the newest end of a section's list."""
    complete = complete_pages(section.uid)
    first = max(complete - 1, 0) * PER_PAGE + 1
    numbers = range(complete - 1, max(complete - 1 - _NUMBERS_SHOWN, 0), -1)
    return Listed(
        section.content.address,
        reading.from_place(section.uid, first),
        older=page_address(section, complete - 1) if complete > 1 else "",
        numbers=tuple((number, page_address(section, number)) for number in numbers),
        oldest=page_address(section, 1) if complete > _NUMBERS_SHOWN + 1 else "",
        total=Listing.objects.filter(section=section.uid, active=True).count(),
    )


def archive(section: Shown, number: int, reading: Reading) -> Listed:
    """Give one archive page. Its newer neighbour may be the newest end; that address redirects."""
    return Listed(
        page_address(section, number),
        reading.archive_page(section.uid, number),
        number=number,
        newer=page_address(section, number + 1),
        older=page_address(section, number - 1) if number > 1 else "",
        oldest=page_address(section, 1) if number > 2 else "",
    )
