"""Which versions of the unit's lists hold now, as proofreading reads them."""

from datetime import date
from functools import lru_cache
from typing import Any

from ledger import canonical
from workflow.lexicons.kinds import KINDS
from workflow.lexicons.models import ListVersion
from workflow.proofreading import Holder, Lists

FORMAT = "lexicon/1"


def newest(kind: str) -> ListVersion | None:
    """Give the confirmation of the version of a list that is in force, None when there is none."""
    revoked = ListVersion.objects.filter(act=ListVersion.REVOKED, kind=kind).values("uid")
    rows = ListVersion.objects.filter(act=ListVersion.CONFIRMED, kind=kind)
    return rows.exclude(uid__in=revoked).defer("statement").order_by("-number", "-pk").first()


def proposal(uid: str) -> ListVersion | None:
    """Give the proposed row of a version."""
    return ListVersion.objects.filter(uid=uid, act=ListVersion.PROPOSED).first()


def rows_of(version: ListVersion) -> list[list[str]]:
    """Give the lines of a version, whichever of its acts the row is."""
    row = version if version.act == ListVersion.PROPOSED else proposal(version.uid)
    if row is None:
        return []
    document: Any = canonical.decode(bytes(row.statement))
    found: list[list[str]] = document["rows"]
    return found


def rows_in_force(kind: str) -> list[list[str]]:
    """Give the lines of the version of a list that is in force."""
    row = newest(kind)
    return [] if row is None else rows_of(row)


def editions() -> dict[str, int]:
    """Give the number of the version in force of every list that has one."""
    found = {kind: newest(kind) for kind in KINDS}
    return {kind: row.number for kind, row in found.items() if row is not None}


def edition_line() -> str:
    """Write the numbers of the versions in force in one line."""
    return " ".join(f"{kind}:{number}" for kind, number in sorted(editions().items()))


def in_force() -> Lists:
    """Give the lists in force. The same versions give the same object, with its indexes."""
    held = [(kind, newest(kind)) for kind in KINDS]
    return _lists(tuple((kind, row.uid, row.number) for kind, row in held if row is not None))


def with_rows(kind: str, rows: list[list[str]]) -> Lists:
    """Give lists that hold nothing but some lines, to see what they would find."""
    return made({kind: rows}, {})


def made(tables: dict[str, list[list[str]]], numbers: dict[str, int]) -> Lists:
    """Make the lists out of their lines."""
    rows = {kind: tables.get(kind, []) for kind in KINDS}
    return Lists(
        holders=tuple(
            Holder(name, post, int(order), _day(since), _day(until))
            for name, post, order, since, until in rows["holders"]
        ),
        words=tuple((wrong, right, severity) for wrong, right, severity in rows["words"]),
        phrases=tuple((phrase, tuple(allowed.split())) for phrase, allowed in rows["phrases"]),
        bodies=tuple((old, new, since, basis) for old, new, since, basis in rows["bodies"]),
        hosts=tuple((host, sort) for host, sort in rows["hosts"]),
        exceptions=frozenset((code, words) for code, words in rows["exceptions"]),
        off=frozenset(code for (code,) in rows["switches"]),
        editions=tuple(sorted(numbers.items())),
    )


@lru_cache(maxsize=4)
def _lists(held: tuple[tuple[str, str, int], ...]) -> Lists:
    tables, numbers = {}, {}
    for kind, uid, number in held:
        row = proposal(uid)
        tables[kind] = rows_of(row) if row else []
        numbers[kind] = number
    return made(tables, numbers)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
