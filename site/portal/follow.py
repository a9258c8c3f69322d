"""How releases reach the projections: the reader of the log.

`advance` reads the releases that are new, inside their own transaction; `due` lets the clock
change what the clock changes. Both do the same for each page, `_settle`, and are safe to run
twice. `rebuild` forgets everything and reads from the first release on: same result.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone

from ledger import bodies, releases, status
from ledger.broken import Broken
from ledger.canonical import NotCanonical, read_time
from ledger.formats import v1
from ledger.models import Release
from portal import keys, store
from portal.alarms import sound
from portal.frame import turning_points
from portal.items import listed_in
from portal.models import Change, Following, Listing, PublicAddress, PublicAsset, PublicItem
from portal.timeline import first_publication, in_force
from search import outbox

_EVERYTHING = "everything"
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def advance(released: Iterable[Release] | None = None) -> int:
    """Apply the releases that are new, in order, and give how many there were.

    Connected to `ledger.signals.released`, so it runs inside the transaction that makes them: an
    address is public exactly when the release exists. It reads on from where it stopped, so that
    nothing is ever left out. What it is given is new, so whatever claims to have read it already
    is wrong, and it goes back to before it.
    """
    with transaction.atomic():
        following = _lock()
        new = [release.sequence for release in released or ()]
        following.sequence = min([following.sequence, *(sequence - 1 for sequence in new)])
        changed: set[str] = set()
        count = 0
        for release in releases.after(following.sequence):
            header = releases.header(release)
            moment = max(read_time(header.released_at), following.moment or _LONG_AGO)
            changed |= _pass_time(moment, following.sequence)
            changed |= _settle(header.page, moment, header.sequence)
            following.sequence, following.moment = header.sequence, moment
            count += 1
        if count:
            _conclude(following, changed)
    return count


def advance_if_behind() -> int:
    """Apply releases that nobody told us of; takes no lock when there are none.

    Who has read further than there is has read something else: everything is read again.
    """
    read = Following.objects.filter(name="items").values_list("sequence", flat=True).first() or 0
    newest = Release.objects.aggregate(last=Max("sequence"))["last"] or 0
    if read > newest:
        sentence = f"The projections claim release {read}, and the newest is {newest}."
        sound("items:ahead", str(read), sentence)
        return rebuild()
    return advance() if read < newest else 0


def due(now: datetime | None = None) -> bool:
    """Apply what the clock changes up to a moment; say whether anything did.

    Writes nothing, and takes no lock, when nothing is due.
    """
    now = now or timezone.now()
    if not PublicItem.objects.filter(next_due__lte=now).exists():
        return False
    with transaction.atomic():
        following = _lock()
        changed = _pass_time(now, following.sequence)
        following.moment = max(now, following.moment or _LONG_AGO)
        _conclude(following, changed)
    return True


def next_due() -> datetime | None:
    """Give the next moment at which `due` has something to do."""
    moment: datetime | None = PublicItem.objects.aggregate(soonest=Min("next_due"))["soonest"]
    return moment


def rebuild(now: datetime | None = None) -> int:
    """Forget the projections and read every release again; give how many there were."""
    now = now or timezone.now()
    with transaction.atomic():
        following = _lock()
        for model in (Listing, PublicAddress, PublicAsset, PublicItem):
            model.objects.all().delete()
        following.sequence, following.moment = 0, None
        following.save()
        count = advance()
        due(now)
        Change.objects.create(everything=True)
    return count


def _lock() -> Following:
    # One row that every writer of the projections takes, so that two never give the same place.
    following, _ = Following.objects.select_for_update().get_or_create(name="items")
    return following


def _conclude(following: Following, changed: set[str]) -> None:
    following.save()
    if not changed:
        return
    everything = _EVERYTHING in changed
    Change.objects.create(everything=everything, keys=[] if everything else sorted(changed))
    transaction.on_commit(store.follow, robust=True)


def _pass_time(until: datetime, sequence: int) -> set[str]:
    """Settle each page at the moments that have come, in the order of the moments."""
    changed: set[str] = set()
    waiting = PublicItem.objects.filter(next_due__lte=until).order_by("next_due", "newest_sequence")
    while (item := waiting.first()) is not None and item.next_due is not None:
        try:
            changed |= _settle(item.uid, item.next_due, sequence)
        except (Broken, NotCanonical) as broken:
            # Nobody knows what is public of this page; it must not hold up the others.
            sound("release:broken", item.uid, str(broken))
            PublicItem.objects.filter(uid=item.uid).update(next_due=None)
            changed.add(keys.item(item.uid))
    return changed


def _settle(uid: str, moment: datetime, sequence: int) -> set[str]:
    """Bring the rows of one page to what its releases say at a moment; give what changed."""
    headers = [releases.header(row) for row in releases.of_page(uid) if row.sequence <= sequence]
    item = PublicItem.objects.filter(uid=uid).first() or PublicItem(uid=uid)
    before, newest_before = item.sequence, item.newest_sequence
    current = in_force(headers, moment)
    item.status = status.status(headers, moment).name.lower()
    item.newest_sequence = headers[-1].sequence
    item.sequence = current.sequence if current else None
    item.address = headers[-1].address
    item.live_from = _time((current or headers[-1]).live_from)
    item.live_until = _time((current or headers[-1]).live_until)
    was = _content(headers, before)
    content = _content(headers, item.sequence)
    _describe(item, content or was or _newest_content(headers))
    first = first_publication(headers)
    if current and first and item.first_sequence is None:
        item.first_public_at, item.first_sequence = first[0], first[1].sequence
    item.next_due = _next_due(headers, item, content, moment)
    if current and item.kind != "frame" and item.ordinal is None:
        item.ordinal = (PublicItem.objects.aggregate(last=Max("ordinal"))["last"] or 0) + 1
    item.save()
    if current and current.address:
        _keep_address(current)
    changed = _list(item, content)
    _name_assets(uid, current)
    if before != item.sequence or newest_before != item.newest_sequence:
        changed |= _changed(item, was, content)
        outbox.enqueue(uid, item.newest_sequence)
    elif item.kind == "frame":
        changed.add(_EVERYTHING)
    elif content is not None and content.pinned_until:
        changed |= {keys.newest(section) for section in listed_in(content)}
    return changed


def _describe(item: PublicItem, content: v1.Content | None) -> None:
    if content is None:
        item.kind = item.kind or "unknown"
        return
    item.kind = content.kind
    item.lineage = list(content.lineage)
    item.section = content.lineage[-1] if content.lineage else ""
    order = content.details.get("order")
    item.place = order if isinstance(order, int) else 0
    item.pinned_until = _time(content.pinned_until)


def _next_due(
    headers: list[v1.Release], item: PublicItem, content: v1.Content | None, moment: datetime
) -> datetime | None:
    details = content.details if content and content.kind == "frame" else {}
    moments = [
        status.next_change(headers, moment),
        item.pinned_until if content else None,
        *turning_points(details),
    ]
    return min((each for each in moments if each and each > moment), default=None)


def _keep_address(header: v1.Release) -> None:
    kept, _ = PublicAddress.objects.get_or_create(
        address=header.address, defaults={"uid": header.page, "since": header.sequence}
    )
    if kept.uid != header.page:
        sound(
            "address:taken",
            header.address,
            f"Release {header.sequence} has an address that belongs to the page {kept.uid}.",
        )


def _list(item: PublicItem, content: v1.Content | None) -> set[str]:
    """Give the item its places in the lists; they are given once and kept when it goes."""
    belongs = set(listed_in(content)) if content else set()
    rows = {row.section: row for row in Listing.objects.filter(uid=item.uid)}
    changed: set[str] = set()
    for section in sorted(belongs - set(rows)):
        last = Listing.objects.filter(section=section).aggregate(last=Max("ordinal"))["last"] or 0
        Listing.objects.create(section=section, uid=item.uid, ordinal=last + 1)
        changed.add(keys.newest(section))
    for section, row in rows.items():
        if row.active != (section in belongs):
            row.active = not row.active
            row.save(update_fields=["active"])
            changed.add(keys.newest(section))
    return changed


def _name_assets(uid: str, header: v1.Release | None) -> None:
    named = set(header.assets) if header else set()
    PublicAsset.objects.filter(uid=uid).exclude(digest__in=named).delete()
    PublicAsset.objects.bulk_create(
        [PublicAsset(uid=uid, digest=digest) for digest in sorted(named)], ignore_conflicts=True
    )


def _changed(item: PublicItem, was: v1.Content | None, content: v1.Content | None) -> set[str]:
    """Give which parts of the site change when one release takes another's place."""
    if item.kind == "frame":
        return {_EVERYTHING}
    changed = {keys.item(item.uid)}
    if item.kind == "section":
        if was is not None and (content is None or _named(was) != _named(content)):
            # Every page below says the section's name.
            return {_EVERYTHING}
        changed.add(keys.children(item.section))
    if item.ordinal is not None:
        changed.add(keys.map_part(item.ordinal))
        if (was is None) != (content is None):
            changed |= {keys.SITE, keys.MAP}
    if _pin(was) != _pin(content):
        changed |= {keys.newest(section) for section in listed_in(content or was)}  # type: ignore[arg-type]
    return changed


def _named(section: v1.Content) -> tuple[object, ...]:
    words = ("description", "keywords", "column_type")
    return (section.title, section.lineage, *(section.details.get(word) for word in words))


def _pin(content: v1.Content | None) -> str | None:
    return content.pinned_until if content else None


def _content(headers: list[v1.Release], sequence: int | None) -> v1.Content | None:
    header = next((each for each in headers if each.sequence == sequence), None)
    if header is None or header.content is None:
        return None
    try:
        return v1.Content.parse(bodies.get(header.content))
    except (Broken, NotCanonical) as broken:
        sound("release:broken", header.page, str(broken))
        return None


def _newest_content(headers: list[v1.Release]) -> v1.Content | None:
    newest = next((header for header in reversed(headers) if header.content), None)
    return _content(headers, newest.sequence) if newest else None


def _time(text: str | None) -> datetime | None:
    return read_time(text) if text else None
