"""What is looked for: counts by day, without a trace of who looked for it.

A search is counted in memory and written with others (`flush`). What is a word of released titles
is written as such. Anything else, which may be a name or a number of somebody, is written as a
digest that is worth nothing after the day, until `THRESHOLD` searches of one day were for it; what
looks like a number or an address of a person is never written at all.
"""

import hmac
import re
import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Lock
from typing import Final

from django.db import transaction
from django.db.models import F, Sum

from search import vocabulary
from search.fold import fold
from search.models import SearchClick, SearchCount, SearchSalt
from search.segment import runs

#: Searches of one day from which on a text says nothing of one person.
THRESHOLD: Final = 5
#: Characters of a text that is counted, and texts that wait to be written.
LONGEST, _MOST = 30, 2_000
#: Days after which counts go.
KEPT: Final = 400
_PERSONAL: Final = re.compile(r"\d{6,}|@|[a-z]\d{5,}")


@dataclass(frozen=True, slots=True)
class Tally:
    """A text with its counts over some days."""

    text: str
    searches: int
    without: int


class Tallies:
    """Counts that wait to be written; one for each process."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = Lock()
        self._searches: Counter[tuple[date, str]] = Counter()
        self._without: Counter[tuple[date, str]] = Counter()
        self._clicks: Counter[tuple[date, str]] = Counter()

    def searched(self, text: str, *, found: bool, day: date) -> None:
        """Count a search.

        Args:
            text: What was typed.
            found: Whether anything was found.
            day: The local day.
        """
        said = " ".join(fold(text).split())
        if not runs(said) or len(said) > LONGEST or _PERSONAL.search(said):
            return
        with self._lock:
            if (day, said) in self._searches or len(self._searches) < _MOST:
                self._searches[day, said] += 1
                self._without[day, said] += not found

    def opened(self, uid: str, *, day: date) -> None:
        """Count a result that was opened.

        Args:
            uid: Public identity of the item.
            day: The local day.
        """
        with self._lock:
            if (day, uid) in self._clicks or len(self._clicks) < _MOST:
                self._clicks[day, uid] += 1

    def flush(self, today: date) -> int:
        """Write the counts, and let go of what belongs to days that are over.

        Args:
            today: The local day.

        Returns:
            How many texts and items were counted.
        """
        with self._lock:
            searches, self._searches = self._searches, Counter()
            without, self._without = self._without, Counter()
            clicks, self._clicks = self._clicks, Counter()
        if not searches and not clicks:
            return 0
        with transaction.atomic():
            _forget(today)
            for (day, text), number in searches.items():
                _write(day, text, number, without[day, text])
            for (day, uid), number in clicks.items():
                row, _ = SearchClick.objects.get_or_create(day=day, uid=uid)
                SearchClick.objects.filter(pk=row.pk).update(clicks=F("clicks") + number)
        return len(searches) + len(clicks)


#: What this process counted.
TALLIES: Final = Tallies()


def _write(day: date, text: str, searches: int, without: int) -> None:
    salt, _ = SearchSalt.objects.get_or_create(day=day, defaults={"salt": secrets.token_hex(32)})
    digest = hmac.new(bytes.fromhex(salt.salt), text.encode(), "sha256").hexdigest()
    row, _ = SearchCount.objects.select_for_update().get_or_create(day=day, digest=digest)
    row.searches += searches
    row.without += without
    if row.searches >= THRESHOLD or vocabulary.in_titles(text):
        row.text = text
    row.save()


def _forget(today: date) -> None:
    """Drop the salts of earlier days, what is only a digest of them, and what is too old."""
    SearchSalt.objects.filter(day__lt=today).delete()
    SearchCount.objects.filter(day__lt=today, text="").delete()
    SearchCount.objects.filter(day__lt=today - timedelta(days=KEPT)).delete()
    SearchClick.objects.filter(day__lt=today - timedelta(days=KEPT)).delete()


def most_searched(since: date, limit: int, *, without: bool = False) -> list[Tally]:
    """Give what was looked for most, of what was looked for at least `THRESHOLD` times.

    Args:
        since: First day that counts.
        limit: Most texts.
        without: Only what found nothing, by how often.
    """
    by = "without" if without else "searches"
    named = SearchCount.objects.filter(day__gte=since).exclude(text="").values("text")
    summed = named.annotate(all=Sum("searches"), none=Sum("without"))
    ordered = summed.filter(all__gte=THRESHOLD).order_by("-none" if without else "-all", "text")
    rows: Iterable[dict[str, int]] = ordered.filter(none__gt=0) if by == "without" else ordered
    return [Tally(str(row["text"]), row["all"], row["none"]) for row in list(rows[:limit])]


def most_opened(since: date, limit: int) -> list[tuple[str, int]]:
    """Give the items that were opened most from results, at least `THRESHOLD` times.

    Args:
        since: First day that counts.
        limit: Most items.
    """
    rows = SearchClick.objects.filter(day__gte=since).values("uid").annotate(all=Sum("clicks"))
    rows = rows.filter(all__gte=THRESHOLD).order_by("-all", "uid")
    return [(row["uid"], row["all"]) for row in rows[:limit]]
