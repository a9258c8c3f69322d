"""How hits are spread over sections, years and the like, without reading a row for each value.

Items that agree in everything that is counted share one row of `search_embedded_facet`, whose id
is made of its content: it never stands for anything else, in no process and after no rebuild. A
search counts its hits by that id, which is one number of the document's row, and what each id
stands for is looked up once and remembered.
"""

import json
from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from threading import Lock
from typing import Final

from django.utils import timezone

from search.engines.embedded.store import Cursor
from search.filters import FACETS
from search.record import SearchRecord
from search.results import Facets

#: A facet: the values of an item by the name of their filter.
Values = Mapping[str, tuple[str, ...]]

_REMEMBERED: Final = 50_000
_BATCH: Final = 500
_known: OrderedDict[int, Values] = OrderedDict()
_lock: Final = Lock()


def store(cursor: Cursor, record: SearchRecord) -> int:
    """Make sure that there is a row for what a record is counted by.

    Args:
        cursor: In a transaction.
        record: The record.

    Returns:
        The id of the row.
    """
    values = _values(record)
    key = json.dumps(values, ensure_ascii=False, sort_keys=True)
    identity = int.from_bytes(sha256(key.encode("utf-8", "replace")).digest()[:7], "big")
    cursor.execute("SELECT 1 FROM search_embedded_facet WHERE id = %s", [identity])
    if cursor.fetchone() is None:
        cursor.execute("INSERT INTO search_embedded_facet VALUES (%s, %s)", [identity, key])
        for name, of_name in values.items():
            for value in of_name:
                cursor.execute(
                    "INSERT OR IGNORE INTO search_embedded_value VALUES (%s, %s, %s)",
                    [name, value, identity],
                )
    return identity


def _values(record: SearchRecord) -> dict[str, tuple[str, ...]]:
    """Give the values of a record by the name of their filter, without those nobody wrote."""
    values: dict[str, Iterable[str]] = {
        "section": record.sections,
        "topic": record.topics,
        "media": record.media,
        "year": [str(timezone.localtime(record.date).year)],
    }
    for name in FACETS:
        values.setdefault(name, [getattr(record, name, "")])
    kept = {name: tuple(sorted(set(filter(None, map(_storable, values[name]))))) for name in FACETS}
    return {name: of_name for name, of_name in kept.items() if of_name}


def _storable(value: str) -> str:
    """Give a text that a database takes: a lone surrogate cannot be written."""
    return value.encode("utf-8", "replace").decode().replace("\0", " ").strip()


def spread(
    cursor: Cursor, groups: Iterable[tuple[int, bool, int]], chosen: Mapping[str, str]
) -> tuple[int, Facets]:
    """Count hits.

    Args:
        cursor: A cursor of the index.
        groups: Id of a facet, whether the hits lie in the period asked for, how many they are.
        chosen: Value of each filter that asks for something.

    Returns:
        Hits that all filters let through, and how they are spread: the counts of a filter leave
        out that filter, those of years the period too.
    """
    counted = list(groups)
    known = _look_up(cursor, {identity for identity, _, _ in counted})
    total = 0
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for identity, dated, number in counted:
        values = known.get(identity, {})
        failing = {name for name, value in chosen.items() if value not in values.get(name, ())}
        if not dated:
            failing.add("year")
        if len(failing) > 1:
            continue
        if not failing:
            total += number
        for name in failing or FACETS:
            for value in values.get(name, ()):
                counts[name][value] += number
    return total, Facets.of(counts)


def _look_up(cursor: Cursor, identities: set[int]) -> dict[int, Values]:
    """Give what ids stand for."""
    with _lock:
        found = {identity: _known[identity] for identity in identities if identity in _known}
    missing = list(identities - set(found))
    for start in range(0, len(missing), _BATCH):
        batch = missing[start : start + _BATCH]
        marks = ", ".join("%s" for _ in batch)
        cursor.execute(f"SELECT id, key FROM search_embedded_facet WHERE id IN ({marks})", batch)
        found |= {
            identity: {name: tuple(of_name) for name, of_name in json.loads(key).items()}
            for identity, key in cursor.fetchall()
        }
    with _lock:
        for identity in missing:
            if identity in found:
                _known[identity] = found[identity]
        while len(_known) > _REMEMBERED:
            _known.popitem(last=False)
    return found
