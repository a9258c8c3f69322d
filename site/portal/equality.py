"""Published = found, item by item."""

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.records import all_records
from search.engine import get_engine
from search.query import parse

_FIRST_HITS = 100


def differences() -> list[str]:
    """Say which items are public and not found by their own title, and how many are too many."""
    engine, now = get_engine(), timezone.now()
    sentences, count = [], 0
    for record in all_records():
        count += 1
        query = parse(f'"{record.title}"')
        if query.is_empty:
            continue
        hits = engine.search(query, now=now, per_page=_FIRST_HITS).hits
        if (record.uid, record.sequence) not in {(hit.uid, hit.sequence) for hit in hits}:
            sentences.append(
                _("%(address)s is public and is not found as it was released.")
                % {"address": record.address}
            )
    health = engine.health()
    if health.problem:
        sentences.append(health.problem)
    elif health.documents != count:
        sentences.append(
            _("The index holds %(documents)d items, %(count)d are public.")
            % {"documents": health.documents or 0, "count": count}
        )
    return sentences
