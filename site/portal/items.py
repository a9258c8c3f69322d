"""What is public, and why it is believed.

A `Reading` is one look at the releases on behalf of one page that is being made. It hands out
verified contents only, and remembers what it handed out: that is what a rendered file shows, and
whatever of it changes, the file goes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone

from ledger import releases, verify
from ledger.broken import Broken
from ledger.canonical import NotCanonical, read_time
from ledger.formats import v1
from portal import keys
from portal.alarms import sound
from portal.models import Listing, PublicItem
from portal.timeline import first_publication, in_force

#: Items on an archive page. Changing it moves every item to another page.
PER_PAGE = 20


@dataclass(frozen=True)
class Shown:
    """One page as the release in force has it, believed a moment ago; a draft has no release."""

    header: v1.Release | None
    content: v1.Content
    published: datetime
    first: int

    @property
    def uid(self) -> str:
        """The public identity of the page."""
        return self.content.page

    @property
    def details(self) -> dict[str, Any]:
        """The structured fields of its kind."""
        return self.content.details

    @cached_property
    def changed(self) -> datetime:
        """Since when it reads as it does."""
        if self.header is None:
            return self.published
        released = read_time(self.header.released_at)
        starts = read_time(self.header.live_from) if self.header.live_from else released
        return max(starts, released, self.published)

    @property
    def sections(self) -> tuple[str, ...]:
        """Uids of the sections in whose lists it stands."""
        return listed_in(self.content)


def listed_in(content: v1.Content) -> tuple[str, ...]:
    """Give the uids of the sections in whose lists a content stands, each once.

    An item stands in its own section, in those above it, and where it was entered besides; a
    topic is an item of the section it stands under, and itself a list.
    """
    if content.kind in ("home", "section", "frame"):
        return ()
    return tuple(dict.fromkeys((*content.lineage, *content.sections, *content.topics)))


class Reading:
    """One look at the releases, at one moment."""

    def __init__(self, now: datetime | None = None) -> None:
        """Begin to read; nothing is read yet."""
        self.now = now or timezone.now()
        self.keys: set[str] = set()
        self.sequences: set[int] = set()
        self.dark: set[str] = set()
        self._seen: dict[str, Shown | None] = {}

    def item(self, uid: str) -> Shown | None:
        """Give a page as it is public now; None when it is not, or is not believed."""
        self.keys.add(keys.item(uid))
        if uid not in self._seen:
            try:
                self._seen[uid] = believed(uid, self.now)
            except (Broken, NotCanonical) as broken:
                self.dark.add(uid)
                self._seen[uid] = None
                sound("release:broken", uid, str(broken))
        shown = self._seen[uid]
        if shown is not None and shown.header is not None:
            self.sequences |= {shown.header.sequence, shown.first}
        return shown

    def draft(self, content: v1.Content) -> Shown:
        """Give an unreleased content the place of its page in this reading, for a preview."""
        public = self.item(content.page)
        published = public.published if public else self.now
        shown = Shown(None, content, published, 0)
        self._seen[content.page] = shown
        return shown

    def all(self, uids: Iterable[str]) -> list[Shown]:
        """Give those of several pages that are public, in the order given."""
        return [shown for uid in uids if (shown := self.item(uid))]

    def only(self, kind: str) -> Shown | None:
        """Give the one page of a kind that a site has once: its frame, its home."""
        uid = (
            PublicItem.objects.filter(kind=kind, sequence__isnull=False)
            .order_by("-sequence")
            .values_list("uid", flat=True)
            .first()
        )
        shown = self.item(uid) if uid else None
        return shown if shown and shown.content.kind == kind else None

    def newest(self, section: str, count: int) -> list[Shown]:
        """Give the newest items of a section's list, those that are pinned before the others."""
        self.keys.add(keys.newest(section))
        rows = Listing.objects.filter(section=section, active=True).order_by("-ordinal")
        uids = list(rows.values_list("uid", flat=True)[:count])
        return self._belonging(section, [*self._pinned(section), *uids])[:count]

    def from_place(self, section: str, ordinal: int) -> list[Shown]:
        """Give the items from a place in the order on, the newest first, pinned ones on top."""
        self.keys.add(keys.newest(section))
        rows = Listing.objects.filter(section=section, active=True, ordinal__gte=ordinal)
        uids = list(rows.order_by("-ordinal").values_list("uid", flat=True))
        return self._belonging(section, [*self._pinned(section), *uids])

    def archive_page(self, section: str, number: int) -> list[Shown]:
        """Give the items of one archive page, whose places never change, the newest first."""
        first = (number - 1) * PER_PAGE + 1
        rows = Listing.objects.filter(
            section=section, ordinal__gte=first, ordinal__lt=first + PER_PAGE
        ).order_by("-ordinal")
        return self._belonging(section, list(rows.values_list("uid", flat=True)))

    def children(self, section: str) -> list[Shown]:
        """Give the sections right below one, or the topmost for an empty uid, in their order."""
        self.keys.add(keys.children(section))
        rows = PublicItem.objects.filter(kind="section", section=section, sequence__isnull=False)
        shown = self.all(rows.order_by("place", "ordinal").values_list("uid", flat=True))
        return [item for item in shown if (item.content.lineage or ("",))[-1] == section]

    def _pinned(self, section: str) -> list[str]:
        pinned = PublicItem.objects.filter(
            pinned_until__gt=self.now,
            sequence__isnull=False,
            uid__in=Listing.objects.filter(section=section, active=True).values("uid"),
        )
        return list(pinned.order_by("-ordinal").values_list("uid", flat=True))

    def _belonging(self, section: str, uids: list[str]) -> list[Shown]:
        # A row of ours may say anything: only the released content says where an item belongs.
        return [item for item in self.all(dict.fromkeys(uids)) if section in item.sections]


def believed(uid: str, now: datetime) -> Shown | None:
    """Give a page as the release in force has it, verified; None when nothing is in force.

    Raises:
        Broken: when the release in force, or the one that made it public first, does not verify.
        NotCanonical: when a header cannot be read.
    """
    rows = {row.sequence: row for row in releases.of_page(uid)}
    if not rows:
        return None
    headers = [releases.header(rows[sequence]) for sequence in sorted(rows)]
    # A clock that was set back must not bring an earlier release back.
    now = max(now, read_time(headers[-1].released_at))
    header = in_force(headers, now)
    first = first_publication(headers)
    if header is None or first is None:
        return None
    verified = verify.release(rows[header.sequence])
    published, first_header = first
    if first_header.sequence != header.sequence:
        verify.release(rows[first_header.sequence])
    content = verified.content
    if content is None or not content.page == header.page == first_header.page == uid:
        raise Broken(f"Release {header.sequence} is not one of the page {uid}.")
    return Shown(header, content, published, first_header.sequence)
