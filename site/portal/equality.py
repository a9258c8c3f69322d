"""Published = found, item by item; and what differs is put right from the releases."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.models import PublicItem
from portal.records import public_uids, search_record
from search import outbox
from search.engine import get_engine
from search.query import parse
from search.record import SearchRecord

_FIRST_HITS = 100


@dataclass(frozen=True)
class Difference:
    """One item that is public and not found, or found and not public."""

    uid: str
    sequence: int
    sentence: str


def compare(*, by_title: bool = True) -> list[Difference]:
    """Compare what is public with what the index holds, release by release.

    Args:
        by_title: Verify each release, and look each item up by its title too; without it only the
            numbers of the releases are compared, which is quick.

    Raises:
        SearchAway: The engine is away.
    """
    held = dict(get_engine().sequences())
    found: list[Difference] = []
    for uid, sequence in _public().items():
        record = search_record(uid) if by_title else None
        if by_title and record is None:
            # It is not believed, so it must not be found.
            continue
        wrong = held.pop(uid, None) != sequence
        if wrong or (record is not None and not _found(record)):
            address = PublicItem.objects.values_list("address", flat=True).get(uid=uid)
            sentence = _("%(address)s is public and is not found as it was released.")
            found.append(Difference(uid, sequence, sentence % {"address": address}))
    for uid, sequence in held.items():
        sentence = _("%(uid)s is found in release %(sequence)d and is not public.")
        found.append(Difference(uid, sequence, sentence % {"uid": uid, "sequence": sequence}))
    return found


def differences() -> list[str]:
    """Say what differs, and what is wrong with the index itself."""
    sentences = [each.sentence for each in compare()]
    problem = get_engine().health().problem
    return [*sentences, problem] if problem else sentences


def repair(found: list[Difference]) -> None:
    """Queue what differs as a release does, and apply it.

    Args:
        found: What `compare` gave.

    Raises:
        SearchAway: The engine is away; the rows wait.
    """
    with transaction.atomic():
        for each in found:
            outbox.enqueue(each.uid, each.sequence)
    outbox.drain(search_record)


def _public() -> dict[str, int]:
    """Give the release in force of each item that is to be found."""
    sequences = dict(PublicItem.objects.values_list("uid", "sequence"))
    return {uid: sequences[uid] for uid in public_uids()}


def _found(record: SearchRecord) -> bool:
    query = parse(f'"{record.title}"')
    if query.is_empty:
        return True
    results = get_engine().search(query, now=timezone.now(), per_page=_FIRST_HITS)
    hits = {(hit.uid, hit.sequence) for hit in results.hits}
    # Of more namesakes than are looked at nothing is known but that they are in the index.
    return results.total > _FIRST_HITS or (record.uid, record.sequence) in hits
