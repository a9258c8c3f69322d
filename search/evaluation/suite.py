"""A suite as it stands in a file, and its documents as records."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from django.utils import timezone

from search.filters import Filters
from search.record import SearchRecord

#: What may be expected of an answer.
EXPECTATIONS: Final = frozenset(
    ("top1", "include", "include_top5", "top3_contains", "exclude", "exclude_strict", "order",
     "facet", "no_error")
)  # fmt: skip
#: What a document is dated when it says nothing.
_LONG_AGO: Final = date(2000, 1, 1)
#: What stands between the names of a column that lies below another.
_BELOW: Final = "/"


class NotASuiteError(ValueError):
    """The file is not what docs/search.md describes. The message says where."""


@dataclass(frozen=True, slots=True)
class Case:
    """One test: what is asked, and what is expected of the answer."""

    name: str
    text: str
    filters: Filters
    expect: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Suite:
    """Documents, tests, and the moment at which the tests ask: the day after the last document."""

    records: tuple[SearchRecord, ...]
    cases: tuple[Case, ...]
    now: datetime


def read(path: Path) -> Suite:
    """Read a suite.

    Args:
        path: A file of JSON.

    Returns:
        The suite.

    Raises:
        NotASuiteError: The file cannot be read, or something in it makes no sense.
    """
    try:
        said = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise NotASuiteError(f"{path} cannot be read as JSON ({error}).") from error
    if not isinstance(said, dict):
        raise NotASuiteError(f"{path} holds no object with documents and tests.")
    documents, tests = (_objects(said, name) for name in ("documents", "tests"))
    records = tuple(_record(number, each) for number, each in enumerate(documents, 1))
    cases = tuple(_case(each) for each in tests)
    now = max((record.date for record in records), default=timezone.now()) + timedelta(days=1)
    return Suite(records, cases, now)


def _objects(said: Mapping[str, Any], name: str) -> Sequence[Mapping[str, Any]]:
    found = said.get(name)
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise NotASuiteError(f"“{name}” is no list of objects.")
    if not all(each.get("id") for each in found):
        raise NotASuiteError(f"One of the {name} has no id.")
    return found


def _record(number: int, said: Mapping[str, Any]) -> SearchRecord:
    day = _day(said.get("date") or "", str(said["id"])) or _LONG_AGO
    tags = [str(tag) for tag in said.get("tags") or ()]
    published = _midnight(day)
    return SearchRecord(
        uid=str(said["id"]),
        sequence=number,
        kind=str(said.get("kind") or "article"),
        address=f"/{said['id']}.html",
        title=str(said.get("title") or ""),
        body=str(said.get("body") or ""),
        # Where editors write keywords.
        summary=" ".join(tags),
        sections=_path(str(said.get("column") or "")),
        date=published,
        document_number=str(said.get("doc_no") or ""),
        source=str(said.get("source") or ""),
        department=str(said.get("department") or ""),
        attachments=tuple(str(name) for name in said.get("attachments") or ()),
        live_from=published,
        live_until=None,
        topics=tuple(tags),
    )


def _path(column: str) -> tuple[str, ...]:
    """Give a column and those above it, from the top one to its own."""
    parts = column.split(_BELOW) if column else []
    return tuple(_BELOW.join(parts[: depth + 1]) for depth in range(len(parts)))


def _case(said: Mapping[str, Any]) -> Case:
    name, expect = str(said["id"]), said.get("expect") or {}
    if not isinstance(expect, dict) or not expect:
        raise NotASuiteError(f"Test {name} expects nothing.")
    if unknown := sorted(set(expect) - EXPECTATIONS):
        raise NotASuiteError(
            f"Test {name} expects {', '.join(unknown)}: write {', '.join(sorted(EXPECTATIONS))}."
        )
    return Case(name, str(said.get("q") or ""), _filters(said.get("filter") or {}, name), expect)


def _filters(said: Mapping[str, Any], name: str) -> Filters:
    since, until = (*(said.get("date") or ()), None, None)[:2]
    first, last = (_day(str(day), name) if day else None for day in (since, until))
    return Filters(
        section=str(said.get("column") or ""),
        topic=str(said.get("tag") or ""),
        since=_midnight(first) if first else None,
        until=_midnight(last + timedelta(days=1)) if last else None,
    )


def _day(text: str, name: str) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError as error:
        raise NotASuiteError(f"{text!r} of {name} is no date: write 2026-01-31.") from error


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
