"""In which order the demo's history happens: its acts, by day, each done once."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from cms.demo import front, journey, texts
from cms.demo.clock import Clock
from cms.demo.journey import Cast
from cms.demo.writing import Entry
from cms.importing.models import ImportedItem
from ledger import releases
from workflow.models import PageReview, SubmissionItem

# The day on which the item that leads the home page is public.
FURNISHED = "2026-11-20"
_DAY = timedelta(hours=8)
_PAUSE = timedelta(minutes=35)
# Submitting, returning, mending, three opinions: so many pauses fit into the day of a bundle.
_PAUSES = 6


@dataclass(frozen=True)
class Act:
    """Something that happens, and when it begins."""

    moment: datetime
    perform: Callable[[], None]


def bundles() -> list[list[Entry]]:
    """Give the items that are submitted together, the first of them first."""
    found: dict[str, list[Entry]] = {}
    for section, module in texts.SECTIONS:
        for item in module.ITEMS:
            found.setdefault(item.bundle or item.key, []).append(Entry(section, item))
    # A document has the say over its interpretation.
    return [sorted(bundle, key=lambda entry: not entry.item.document) for bundle in found.values()]


def missing(cast: Cast) -> list[Act]:
    """Give what has not happened yet, in the order of time."""
    known = set(ImportedItem.objects.values_list("key", flat=True))
    everything = bundles()
    days = Counter(bundle[0].item.reviewed for bundle in everything if not bundle[0].item.hours)
    found = []
    for bundle in everything:
        item = bundle[0].item
        pace = min(_PAUSE, _DAY / (_PAUSES * days[item.reviewed])) if not item.hours else _PAUSE
        if bundle[0].key not in known:
            moment = _begin(cast.clock, item.hours, item.reviewed, pace * journey.pauses(item))
            found.append(Act(moment, partial(journey.travel, cast, bundle, pace)))
        found += _afterwards(cast, bundle[0], pace, written=bundle[0].key in known)
    if not front.is_furnished():
        moment = cast.clock.day(FURNISHED) + _DAY
        found.append(Act(moment, partial(journey.furnish, cast, _PAUSE)))
    if not all(account.user.email for account in cast.accounts.values()):
        found.append(Act(cast.clock.present, partial(journey.settle, cast)))
    return sorted(found, key=lambda act: act.moment)


def _afterwards(cast: Cast, entry: Entry, pace: timedelta, *, written: bool) -> Iterator[Act]:
    item = entry.item
    review = PageReview.objects.filter(page__imported_from__key=entry.key).first()
    if item.later is not None and not (written and _rounds(review) > 1):
        passed = journey.pauses(replace(item, state=item.later.state, returned=None))
        moment = _begin(cast.clock, item.later.hours, item.later.day, pace * passed)
        yield Act(moment, partial(journey.change, cast, entry, pace))
    if item.withdrawn is not None and not (written and _newest(review) == "withdraw"):
        moment = _begin(cast.clock, item.withdrawn.hours, item.withdrawn.day, timedelta(0))
        yield Act(moment, partial(journey.withdraw, cast, entry, pace))


def _begin(clock: Clock, hours: float, day: str, lead: timedelta) -> datetime:
    return clock.before(hours) - lead if hours else clock.day(day)


def _rounds(review: PageReview | None) -> int:
    return SubmissionItem.objects.filter(review=review).count()


def _newest(review: PageReview | None) -> str:
    release = releases.newest(review.uid) if review else None
    return str(releases.header(release).kind) if release else ""
