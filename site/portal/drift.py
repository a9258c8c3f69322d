"""Whether the projections and the search say what the releases say, page by page.

They decide only which releases are shown and in which order; every word comes from the release. A
row that was changed can hide a page, list it where it does not belong, or not find it.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from ledger import releases, verify
from ledger.broken import Broken
from ledger.canonical import NotCanonical
from ledger.models import ReleaseIndex
from portal.items import listed_in
from portal.models import Following, Listing, PublicAddress, PublicAsset, PublicItem
from portal.timeline import in_force
from search.engine import Engine
from search.query import parse
from search.record import SearchRecord

_HAN = re.compile("[\u4e00-\u9fff]{6,12}")
_MOST_HITS = 100


def pages(after: str) -> Iterator[str]:
    """Give the uids of all pages that were ever released, in their order, after one."""
    rows = ReleaseIndex.objects.filter(page__gt=after).order_by("page")
    yield from rows.values_list("page", flat=True).distinct().iterator()


def projected(uid: str, now: datetime) -> bool:
    """Say whether the rows of a page are what its releases say at a moment."""
    read = Following.objects.filter(name="items").values_list("sequence", flat=True).first() or 0
    rows = {row.sequence: row for row in releases.of_page(uid) if row.sequence <= read}
    if not rows:
        return True
    headers = [releases.header(rows[sequence]) for sequence in sorted(rows)]
    current = in_force(headers, now)
    item = PublicItem.objects.filter(uid=uid).first()
    if item is None or (item.sequence, item.newest_sequence, item.address) != (
        current.sequence if current else None,
        headers[-1].sequence,
        headers[-1].address,
    ):
        return False
    places, assets = set[str](), set[str]()
    if current is not None:
        content = verify.release(rows[current.sequence]).content
        places = set(listed_in(content)) if content else set()
        assets = set(current.assets)
        if content is not None and content.kind != item.kind:
            return False
        if current.address and not _owns(uid, current.address):
            return False
    active = Listing.objects.filter(uid=uid, active=True).values_list("section", flat=True)
    named = PublicAsset.objects.filter(uid=uid).values_list("digest", flat=True)
    return set(active) == places and set(named) == assets


def strangers() -> bool:
    """Say whether a projection holds a page that no release is of."""
    released = ReleaseIndex.objects.values("page")
    return any(
        model._default_manager.exclude(uid__in=released).exists()
        for model in (PublicItem, Listing, PublicAddress, PublicAsset)
    )


def found(engine: Engine, record: SearchRecord) -> bool:
    """Say whether an item is found by its title with words from begin, middle and end of it."""
    for phrase in _phrases(record):
        query = parse(f'"{_plain(record.title)}" "{phrase}"')
        if query.is_empty:
            continue
        results = engine.search(query, now=timezone.now(), per_page=_MOST_HITS)
        if results.total > _MOST_HITS:
            # Too many of the same name to see each.
            continue
        if (record.uid, record.sequence) not in {(hit.uid, hit.sequence) for hit in results.hits}:
            return False
    return True


def holds(uid: str, now: datetime) -> bool:
    """Say like `projected`; a page whose release is broken is right here: it has its own alarm."""
    try:
        return projected(uid, now)
    except (Broken, NotCanonical):
        return True


def _owns(uid: str, address: str) -> bool:
    return PublicAddress.objects.filter(address=address, uid=uid).exists()


def _phrases(record: SearchRecord) -> list[str]:
    # Han characters alone: a number or a word that was cut is another term.
    runs = _HAN.findall(record.body)
    if not runs:
        return [_plain(record.title)]
    return [runs[number] for number in dict.fromkeys((0, len(runs) // 2, len(runs) - 1))]


def _plain(text: str) -> str:
    return " ".join("".join(" " if sign in '"“”' else sign for sign in text).split())
