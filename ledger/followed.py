"""What the release chain says of each page, read from signed headers and from nothing else.

An index table could be changed to hide a correction or a withdrawal; this map is made from the
releases themselves, each checked (signature, link to the one before, place in its page's line)
before it counts. It lives in memory, grows with the chain, and steps back when a transaction that
it saw was rolled back.
"""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection
from django.utils.translation import gettext as _

from ledger import head, keys
from ledger.broken import Broken
from ledger.canonical import NotCanonical
from ledger.formats import v1
from ledger.models import Release

BATCH = 1000


class Step(NamedTuple):
    """What is remembered of one release."""

    sequence: int
    digest: str
    signature: str
    page: str
    address: str
    base: int | None
    flaw: str


@dataclass
class Followed:
    """The map of one database."""

    steps: list[Step] = field(default_factory=list)
    pages: dict[str, list[int]] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    flaws: dict[int, str] = field(default_factory=dict)
    # Pages that a release names which cannot be believed: what is newest of them is unknown.
    doubted: dict[str, str] = field(default_factory=dict)
    all_doubted: bool = False
    trouble: tuple[int, str] | None = None
    # The newest release that was seen outside of a transaction, so after its commit.
    settled: int = 0

    @property
    def newest(self) -> int:
        """The sequence of the newest release followed, 0 when there is none."""
        return self.steps[-1].sequence if self.steps else 0

    def push(self, step: Step) -> None:
        """Add the next release of the chain."""
        self.steps.append(step)
        self.pages.setdefault(step.page, []).append(step.sequence)
        if step.address:
            self.addresses.setdefault(step.address, step.page)
        if step.flaw:
            self.flaws[step.sequence] = step.flaw

    def pop(self) -> None:
        """Take back the newest release, which the database does not hold any more."""
        step = self.steps.pop()
        line = self.pages[step.page]
        line.pop()
        self.flaws.pop(step.sequence, None)
        if not line:
            del self.pages[step.page]
            if self.addresses.get(step.address) == step.page:
                del self.addresses[step.address]


_lock = threading.RLock()
_maps: dict[str, Followed] = {}


def of_page(page: str) -> tuple[int, ...]:
    """Give the sequences of a page's releases, oldest first.

    Raises:
        Broken: when a release that cannot be verified names this page, because then nobody
            knows what is newest.
    """
    return of_pages([page])[page]


def of_pages(pages: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Give the sequences of several pages' releases after one look at the chain; as `of_page`."""
    with _lock:
        known = _advance()
        found = {}
        for page in pages:
            if known.trouble and (known.all_doubted or page in known.doubted):
                raise Broken(known.trouble[1])
            found[page] = tuple(known.pages.get(page, ()))
        return found


def flaw(sequence: int) -> str:
    """Give the sentence that says what is wrong with a release's place in the chain, or nothing."""
    with _lock:
        known = _advance()
        if sequence <= known.newest:
            return known.flaws.get(sequence, "")
        if known.trouble:
            return known.trouble[1]
        return _("Release %(sequence)s is not in the chain.") % {"sequence": sequence}


def check() -> None:
    """Raise when the chain cannot be followed to its end.

    Raises:
        Broken: with the sentence of the first release that does not fit. What was followed before
            it stays believed.
    """
    with _lock:
        known = _advance()
        if known.trouble:
            raise Broken(known.trouble[1])


def settle() -> None:
    """Remember what is committed by now, so that it cannot be deleted unseen."""
    with _lock:
        _advance()


def forget() -> None:
    """Follow again from the first release at the next use."""
    with _lock:
        _maps.clear()


def _advance() -> Followed:
    known = _map()
    known.trouble = None
    known.doubted = {}
    known.all_doubted = False
    rows = _step_back(known)
    while rows and not known.trouble:
        for row in rows:
            try:
                step = _step(known, row)
            except (Broken, NotCanonical) as error:
                known.trouble = (row.sequence, str(error))
                _doubt(known, row.sequence)
                break
            known.push(step)
        rows = _rows_from(known.newest + 1) if len(rows) >= BATCH - 1 else []
    if not connection.in_atomic_block:
        _compare_with_head(known)
        known.settled = known.newest
    return known


def _compare_with_head(known: Followed) -> None:
    """Believe nothing when the database ends before the signed head.

    Whoever cut the newest release off, or put an older database in its place, may have hidden a
    withdrawal: nobody knows which page it was about.
    """
    kept = None if known.trouble else _head_or_none()
    if kept is None or kept.release <= known.newest:
        return
    # It may have been committed after the rows were read; the next look follows it.
    if not Release.objects.filter(sequence=kept.release).exists():
        known.trouble = (
            kept.release,
            _("Release %(sequence)s was in the database and is gone.") % {"sequence": kept.release},
        )
        known.all_doubted = True


def _map() -> Followed:
    try:
        site = keys.site()
    except keys.MissingKey:
        if Release.objects.exists():
            raise
        return Followed()
    return _maps.setdefault(
        f"{connection.vendor} {connection.settings_dict['NAME']} {site}", Followed()
    )


def _rows_from(sequence: int) -> list[Release]:
    return list(Release.objects.filter(sequence__gte=sequence).order_by("sequence")[:BATCH])


def _step_back(known: Followed) -> list[Release]:
    """Drop what a rollback took away, and only that; give the rows that come next.

    A release that was seen after its commit and is gone was deleted; one that is there and does
    not verify any more was changed. In both cases what it said when it was verified still holds.
    """
    while known.steps:
        last = known.steps[-1]
        rows = _rows_from(last.sequence)
        row = rows[0] if rows and rows[0].sequence == last.sequence else None
        if row is not None and (row.digest == last.digest or not _is_genuine(row)):
            return rows[1:]
        if last.sequence <= known.settled:
            known.trouble = (
                last.sequence,
                _("Release %(sequence)s was in the database and is gone.")
                % {"sequence": last.sequence},
            )
            return []
        known.pop()
    return _rows_from(1)


def _is_genuine(row: Release) -> bool:
    try:
        _verify(row)
    except (Broken, NotCanonical):
        return False
    return True


def _verify(row: Release) -> v1.Release:
    encoded = bytes(row.header)
    header = v1.Release.parse(encoded)
    if header.sequence != row.sequence or header.site != keys.site():
        raise Broken(
            _("Release %(sequence)s does not carry its own number.") % {"sequence": row.sequence}
        )
    keys.verify(
        header.key,
        "release/1",
        encoded,
        bytes(row.signature),
        sequence=row.sequence,
        chain="releases",
    )
    return header


def _step(known: Followed, row: Release) -> Step:
    header = _verify(row)
    before = known.steps[-1] if known.steps else None
    if header.previous != (before.signature if before else None):
        raise Broken(_("The release chain is broken at %(sequence)s.") % {"sequence": row.sequence})
    return Step(
        row.sequence,
        header.digest,
        bytes(row.signature).hex(),
        header.page,
        header.address,
        header.base,
        _flaw_of(known, header),
    )


def _flaw_of(known: Followed, header: v1.Release) -> str:
    line = known.pages.get(header.page)
    if header.base != (line[-1] if line else None):
        return _("Release %(sequence)s does not follow the newest release of its page.") % {
            "sequence": header.sequence
        }
    if header.address and known.addresses.get(header.address, header.page) != header.page:
        return _("The address of release %(sequence)s belongs to another page.") % {
            "sequence": header.sequence
        }
    return ""


def _doubt(known: Followed, sequence: int) -> None:
    """Say of which pages nobody knows any more what is newest.

    A row that was never genuine counts for the page it names. When the signed head or a genuine
    release from here on shows that a genuine one was here, it may have been about any page:
    somebody could have changed or deleted it to hide a withdrawal, so no page is believed until
    it is put right.
    """
    kept = _head_or_none()
    known.all_doubted = kept is not None and kept.release >= sequence
    sentence = known.trouble[1] if known.trouble else ""
    last = known.newest
    while rows := _rows_from(last + 1):
        for row in rows:
            last = row.sequence
            known.all_doubted = known.all_doubted or _is_genuine(row)
            try:
                known.doubted[v1.Release.parse(bytes(row.header)).page] = sentence
            except NotCanonical:
                continue


def _head_or_none() -> v1.Head | None:
    try:
        return head.read()
    except (Broken, OSError):
        return None
