"""Rows of the index tables, made from headers. They are for finding, and never evidence."""

from ledger import canonical
from ledger.formats import v1
from ledger.models import EntryIndex, ReleaseIndex

LONGEST_SUBJECT = 80


def of_entry(entry: v1.Entry) -> EntryIndex:
    """Give the row of the index that belongs to an entry; it can be made again at any time."""
    return EntryIndex(
        sequence=entry.sequence,
        at=canonical.read_time(entry.at),
        person=entry.person["uid"] if entry.person else "",
        person_name=entry.person["name"] if entry.person else "",
        tag=entry.tag,
        subject=f"{entry.subject['kind']}:{entry.subject['uid']}"[:LONGEST_SUBJECT],
    )


def of_release(document: v1.Release) -> ReleaseIndex:
    """Give the row of the index that belongs to a release; it can be made again at any time."""
    return ReleaseIndex(
        sequence=document.sequence,
        page=document.page,
        kind=document.kind,
        address=document.address,
        content=document.content,
        released_at=canonical.read_time(document.released_at),
        live_from=canonical.read_time(document.live_from) if document.live_from else None,
        live_until=canonical.read_time(document.live_until) if document.live_until else None,
    )
