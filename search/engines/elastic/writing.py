"""How a record gets into the index and out of it.

Each write carries the sequence of its release as its version, so that of two writes the one of the
later release holds, in whichever order they arrive. What is taken out stays as a mark without text.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.utils import timezone
from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from search.engine import SearchAway
from search.fold import fold
from search.record import SearchRecord
from search.segment import runs

#: An item without an end lives until here.
FOR_EVER: Final = 2**62
_EPOCH: Final = datetime(1, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
#: Documents and bytes in one request.
BATCH, _BYTES = 500, 5 * 1024 * 1024
#: How often a batch is sent again when the server has too much to do, and seconds before.
_RETRIES, _FIRST_WAIT, _LONGEST_WAIT = 6, 0.5, 20
#: Seconds that one request may take; nobody waits for it but the outbox.
_PATIENCE: Final = 30
_OLDER: Final = 409

Action = dict[str, Any]


def moment(value: datetime) -> int:
    """Give a moment as microseconds since the year 1, never negative."""
    return max(0, (value - _EPOCH) // _MICROSECOND)


def plain(text: str) -> str:
    """Give the runs of a text, folded, one space between them."""
    return " ".join(runs(fold(text)))


def document(record: SearchRecord) -> dict[str, Any]:
    """Give the fields of a record.

    Args:
        record: The record.

    Returns:
        What `schema.ItemDocument` describes.
    """
    other = "\n".join(
        (record.summary, record.source, record.department, record.issuing_body, record.subject,
         *record.attachments)
    )  # fmt: skip
    return {
        "uid": record.uid,
        "sequence": record.sequence,
        "removed": False,
        "title": plain(record.title),
        "body": plain(record.body),
        "number": plain(record.document_number),
        "other": plain(other),
        "files": plain(record.attachment_text),
        "date": moment(record.date),
        "live_from": moment(record.live_from),
        "live_until": FOR_EVER if record.live_until is None else moment(record.live_until),
        "written_on": record.written_on.toordinal() if record.written_on else None,
        "section": list(record.sections),
        "topic": list(record.topics),
        "kind": record.kind or None,
        "department": record.department or None,
        "document_kind": record.document_kind or None,
        "issuing_body": record.issuing_body or None,
        "subject": record.subject or None,
        "validity": record.validity or None,
        "media": list(record.media),
        "year": str(timezone.localtime(record.date).year),
    }


def putting(records: Iterable[SearchRecord]) -> Iterator[Action]:
    """Give the writes that add records."""
    for record in records:
        yield _write(record.uid, record.sequence, document(record))


def removing(sequences: Mapping[str, int]) -> Iterator[Action]:
    """Give the writes that take items out, each by the release given."""
    for uid, sequence in sequences.items():
        yield _write(uid, sequence, {"uid": uid, "sequence": sequence, "removed": True})


def send(client: Elasticsearch, index: str, actions: Iterable[Action], **options: Any) -> None:
    """Send writes in batches; wait and send again what the server has no room for.

    Args:
        client: The client.
        index: An index or an alias.
        actions: The writes.
        options: Further options of each request.

    Raises:
        SearchAway: A write was refused, for another reason than that a later release is there.
    """
    for done, outcome in streaming_bulk(
        client.options(request_timeout=_PATIENCE),
        actions,
        index=index,
        chunk_size=BATCH,
        max_chunk_bytes=_BYTES,
        max_retries=_RETRIES,
        initial_backoff=_FIRST_WAIT,
        max_backoff=_LONGEST_WAIT,
        raise_on_error=False,
        **options,
    ):
        told = outcome["index"]
        if not done and told["status"] != _OLDER:
            raise SearchAway(
                f"Elasticsearch refuses item {told['_id']} ({told['status']}, "
                f"{told.get('error', {}).get('type', '')})."
            )


def _write(uid: str, version: int, source: dict[str, Any]) -> Action:
    return {
        "_op_type": "index",
        "_id": uid,
        "version": version,
        "version_type": "external_gte",
        "_source": source,
    }
