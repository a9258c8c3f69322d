"""What people looked for, what found nothing, what was opened: numbers, and no people in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from search import tallies
from search.tallies import Tally
from workflow.queries.titles import titles

#: Lines of each part on screen and in the table.
MOST: Final = 50


@dataclass(frozen=True)
class Opened:
    """An item that was opened from results."""

    title: str
    times: int


@dataclass(frozen=True)
class Report:
    """The numbers of a period."""

    since: date
    searched: list[Tally]
    without: list[Tally]
    opened: list[Opened]

    @property
    def is_empty(self) -> bool:
        """True when there is nothing to show."""
        return not (self.searched or self.without or self.opened)

    @property
    def threshold(self) -> int:
        """From how many times on something is shown."""
        return tallies.THRESHOLD


def of(since: date) -> Report:
    """Give the numbers since a day.

    Args:
        since: The first local day.
    """
    counted = tallies.most_opened(since, MOST)
    known = titles([uid for uid, _ in counted])
    return Report(
        since,
        tallies.most_searched(since, MOST),
        tallies.most_searched(since, MOST, without=True),
        [Opened(known.get(uid, uid), times) for uid, times in counted],
    )


def rows(report: Report) -> Iterator[list[object]]:
    """Give the report as the rows of one table.

    Args:
        report: The report.
    """
    yield [_("Part"), _("Words or title"), _("Times"), _("Times without result")]
    for tally in report.searched:
        yield [_("Looked for most"), tally.text, tally.searches, tally.without]
    for tally in report.without:
        yield [_("Found nothing"), tally.text, tally.searches, tally.without]
    for item in report.opened:
        yield [_("Opened from results"), item.title, item.times, ""]
