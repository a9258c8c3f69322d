"""What the search engine is told: records of what is public now, from believed releases."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date

from ledger.broken import Broken
from ledger.canonical import NotCanonical, read_time
from ledger.formats import v1
from portal.alarms import sound
from portal.attached import ATTACHED
from portal.items import Shown, believed
from portal.models import PublicItem
from search import outbox
from search.record import SearchRecord

_PLAYED = ("video/", "text/vtt")
_NOT_FOUND = ("home", "section", "frame")
#: Characters of the text in attachments that are indexed, of all files of an item.
_MOST_ATTACHED = 200_000


def search_record(uid: str) -> SearchRecord | None:
    """Give the record of an item; None when it is not to be found.

    It is not when no release is in force, when the release is not believed, and for pages that
    only lead to others.
    """
    try:
        shown = believed(uid, timezone.now())
    except (Broken, NotCanonical) as broken:
        sound("release:broken", uid, str(broken))
        return None
    if shown is None or shown.header is None or shown.content.kind in _NOT_FOUND:
        return None
    return _record(shown, shown.header)


def all_records() -> Iterator[SearchRecord]:
    """Give the records of everything that is public now, in the order of first publication."""
    for uid in public_uids():
        record = search_record(uid)
        if record is not None:
            yield record


def public_uids() -> list[str]:
    """Give the items that are public by the projections, in the order of first publication."""
    rows = PublicItem.objects.filter(sequence__isnull=False).exclude(kind__in=_NOT_FOUND)
    return list(rows.order_by("ordinal").values_list("uid", flat=True))


def files(content: v1.Content) -> list[dict[str, Any]]:
    """Give the attachments that are read, not played."""
    return [
        each
        for each in content.assets
        # A video is played where it stands; nobody looks for the name of its file.
        if each["use"] == "attachment" and not each["media_type"].startswith(_PLAYED)
    ]


def drain(apply: Callable[[outbox.Loader], int] = outbox.drain_when_possible) -> int:
    """Bring the index up to date, after the files of what waits were read.

    Args:
        apply: What applies the rows; `outbox.drain` says when the engine is away.

    Returns:
        How many changes were applied.
    """
    for uid in outbox.waiting():
        search_record(uid)
    return apply(search_record)


def drain_at_once() -> int:
    """Bring the index up to date without waiting for files that nobody read yet.

    What has such files is taken up again by the next `drain`, which reads them.

    Returns:
        How many changes were applied.
    """
    incomplete: list[tuple[str, int]] = []

    def load(uid: str) -> SearchRecord | None:
        record = search_record(uid)
        if record is not None and record.attachments and not record.attachment_text:
            incomplete.append((uid, record.sequence))
        return record

    applied = outbox.drain_when_possible(load)
    if incomplete:
        with transaction.atomic():
            for uid, sequence in incomplete:
                outbox.enqueue(uid, sequence)
    return applied


def _texts(attachments: list[dict[str, Any]]) -> Iterator[str]:
    for each in attachments:
        yield ATTACHED.text(str(each["digest"]), str(each["media_type"])) or ""


def _is_video(asset: dict[str, Any]) -> bool:
    return str(asset["media_type"]).startswith("video/")


def _day(text: Any) -> date | None:
    try:
        return parse_date(str(text or ""))
    except ValueError:
        return None


def _record(shown: Shown, header: v1.Release) -> SearchRecord:
    content, details = shown.content, shown.details
    attachments = files(content)
    return SearchRecord(
        uid=shown.uid,
        sequence=header.sequence,
        kind=content.kind,
        address=content.address,
        title=content.title,
        body=content.text,
        summary=content.summary,
        sections=tuple(dict.fromkeys((*content.lineage, *content.sections))),
        topics=content.topics,
        date=shown.published,
        document_number=str(details.get("document_number") or ""),
        source=str(details.get("source") or ""),
        department=str(details.get("department") or ""),
        attachments=tuple(str(each["name"]) for each in attachments),
        media=(
            *(["attachment"] if attachments else []),
            *(["video"] if any(_is_video(each) for each in content.assets) else []),
        ),
        document_kind=str(details.get("document_kind") or ""),
        issuing_body=str(details.get("issuing_body") or ""),
        subject=str(details.get("subject") or ""),
        attachment_text="\n".join(_texts(attachments))[:_MOST_ATTACHED],
        validity=str(details.get("validity") or ""),
        written_on=_day(details.get("written_on")),
        live_from=shown.published,
        live_until=read_time(header.live_until) if header.live_until else None,
    )
