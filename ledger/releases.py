"""The release chain: what the public side believes.

A release is signed and appended in the transaction of the final decision, together with one audit
entry that covers it. Before the transaction can commit, each new row goes through the very
verification that the public side applies: nothing is signed that would not be shown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ledger import bodies, canonical, entries, followed, indexes, keys, signals, status, verify
from ledger.broken import Broken
from ledger.formats import v1
from ledger.models import AuditEntry, EntryIndex, Release

PUBLISH, CORRECT, WITHDRAW = "publish", "correct", "withdraw"
BATCH = 500


def append(
    *,
    page: str,
    kind: str,
    address: str,
    content: v1.Content | None,
    statement: str,
    opinions: Sequence[Mapping[str, str]],
    live_from: datetime | str | None,
    live_until: datetime | str | None,
    base: int | None,
    person: Mapping[str, str],
    tag: str,
    covers: Iterable[str | None] = (),
) -> Release:
    """Sign and append one release and its audit entry; see `append_many`."""
    item = {
        "page": page,
        "kind": kind,
        "address": address,
        "content": content,
        "statement": statement,
        "opinions": opinions,
        "live_from": live_from,
        "live_until": live_until,
        "base": base,
    }
    entry = {
        "tag": tag,
        "person": person,
        "subject": {"kind": "page", "uid": page},
        "covers": covers,
    }
    return append_many([item], entry=entry)[0]


def append_many(items: Sequence[Mapping[str, Any]], *, entry: Mapping[str, Any]) -> list[Release]:
    """Sign and append the releases of one decision, and one audit entry as the last statement.

    Each item has the arguments of `append` up to `base`; `entry` has `tag`, `person`, `subject`,
    `covers` and may have `detail`. The entry also covers the statement and every release.
    `signals.released` is sent inside the transaction, before the entry.

    Raises:
        Broken: when verification would refuse one of them; the transaction must roll back.
    """
    audit = entries.next_sequence()
    moment = canonical.time_text(entries.now())
    rows: list[Release] = []
    previous = _last()
    sequence = _next(previous)
    for item in items:
        row = _sign(item, sequence, previous, audit, moment)
        row.save(force_insert=True)
        indexes.of_release(header(row)).save(force_insert=True)
        rows.append(row)
        previous, sequence = row, sequence + 1
    for row in rows:
        verify.release(row)
    signals.released.send(sender=Release, releases=rows)
    statements = {str(item["statement"]) for item in items}
    written = entries.append(
        entry["tag"],
        person=entry["person"],
        subject=entry.get("subject"),
        detail={
            **entry.get("detail", {}),
            "releases": [row.sequence for row in rows],
        },
        covers={*entry.get("covers", ()), *statements, *(row.digest for row in rows)},
    )
    if written.sequence != audit:
        raise RuntimeError("a receiver of signals.released wrote an audit entry of its own")
    transaction.on_commit(followed.settle)
    return rows


def kind_after(base: Release | None) -> str:
    """Give the kind of a page's next release: a correction of what stands, or a publication."""
    return PUBLISH if base is None or header(base).kind == WITHDRAW else CORRECT


def header(release: Release) -> v1.Release:
    """Read the header of a release. It is believed only after `verify.release`."""
    return v1.Release.parse(bytes(release.header))


def newest(page: str) -> Release | None:
    """Give the newest release of a page, or None when there never was one."""
    sequences = followed.of_page(page)
    return _row(sequences[-1]) if sequences else None


def newest_of(pages: Iterable[str]) -> dict[str, Release]:
    """Give the newest release of each page that ever had one, with as many queries as for one."""
    last = {page: line[-1] for page, line in followed.of_pages(pages).items() if line}
    rows = {row.sequence: row for row in Release.objects.filter(sequence__in=last.values())}
    for sequence in last.values():
        if sequence not in rows:
            raise Broken(_("Release %(sequence)s is missing.") % {"sequence": sequence})
    return {page: rows[sequence] for page, sequence in last.items()}


def of_page(page: str) -> list[Release]:
    """Give all releases of a page, oldest first."""
    sequences = followed.of_page(page)
    rows = {row.sequence: row for row in Release.objects.filter(sequence__in=sequences)}
    for sequence in sequences:
        if sequence not in rows:
            # It was there when the chain was followed; it may be the one that took the page away.
            raise Broken(_("Release %(sequence)s is missing.") % {"sequence": sequence})
    return [rows[sequence] for sequence in sequences]


def in_force(page: str, now: datetime) -> Release | None:
    """Give the release of a page that is in force at a moment, or None."""
    rows = {row.sequence: row for row in of_page(page)}
    current = status.current([header(row) for row in rows.values()], now)
    return rows[current.sequence] if current else None


def after(sequence: int) -> Iterator[Release]:
    """Give the releases that follow a sequence, in order, a batch at a time."""
    while batch := list(Release.objects.filter(sequence__gt=sequence).order_by("sequence")[:BATCH]):
        yield from batch
        sequence = batch[-1].sequence


def assets_of(content: v1.Content) -> tuple[str, ...]:
    """Give the digests of a content's assets as a release names them: each once, in order."""
    return verify.assets_of(content)


def next_sequence() -> int:
    """Give the number of the next release, after everything that ever had one, lost or not."""
    return _next(_last())


def _sign(
    item: Mapping[str, Any], sequence: int, previous: Release | None, audit: int, moment: str
) -> Release:
    content: v1.Content | None = item["content"]
    key = keys.signing_key()
    if keys.valid_at(sequence, "releases").key != key.id:
        raise keys.MissingKey(
            _("The signing key %(key)s is not the one that is valid now.") % {"key": key.id}
        )
    document = v1.Release(
        site=keys.site(),
        sequence=sequence,
        page=item["page"],
        kind=item["kind"],
        address=item["address"],
        content=bodies.put(content.encoded) if content else None,
        assets=verify.assets_of(content) if content else (),
        statement=item["statement"],
        opinions=tuple(dict(opinion) for opinion in item["opinions"]),
        live_from=_text(item["live_from"]),
        live_until=_text(item["live_until"]),
        base=item["base"],
        audit=audit,
        released_at=moment,
        previous=bytes(previous.signature).hex() if previous else None,
        key=key.id,
    )
    return Release(
        sequence=sequence,
        format=v1.Release.FORMAT,
        header=document.encoded,
        digest=document.digest,
        previous=document.previous,
        key=key.id,
        signature=key.sign("release/1", document.encoded),
    )


def _text(moment: datetime | str | None) -> str | None:
    return canonical.time_text(moment) if isinstance(moment, datetime) else moment


def _last() -> Release | None:
    return Release.objects.order_by("-sequence").first()


def _row(sequence: int) -> Release:
    row = Release.objects.filter(sequence=sequence).first()
    if row is None:
        raise Broken(_("Release %(sequence)s is missing.") % {"sequence": sequence})
    return row


def _next(previous: Release | None) -> int:
    newest = previous.sequence if previous else 0
    # All of them: after two restores without a release between, the first one's count still.
    restored = EntryIndex.objects.filter(tag="ledger:restored").values_list("sequence", flat=True)
    for row in AuditEntry.objects.filter(sequence__in=list(restored)):
        newest = max(newest, int(entries.header(row).detail["old_release"]))
    return newest + 1
