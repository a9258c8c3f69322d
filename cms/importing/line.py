"""What one line of an import says, and what is wrong with it."""

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

NOT_JSON = _("is not a JSON object: %(error)s")
MISSING = _("has no “%(name)s”.")
NOT_TEXT = _("“%(name)s” is not a text.")
NOT_DATE = _("“%(value)s” is not a date. Write year-month-day, for example 2026-11-25.")
NOT_FILES = _("“%(name)s” is not a list of paths.")

_TEXTS = (
    "title", "section", "body", "summary", "source", "byline", "department", "document_number",
)  # fmt: skip


class BadLine(ValueError):
    """A line that cannot be imported; the text is the sentence."""


@dataclass(frozen=True)
class NamedFile:
    """A picture or attachment: a path beside the file of drafts, and what it is called."""

    path: str
    title: str = ""
    caption: str = ""


@dataclass(frozen=True)
class Draft:
    """One draft as a line gives it."""

    key: str
    title: str
    section: str
    body: str = ""
    summary: str = ""
    source: str = ""
    byline: str = ""
    department: str = ""
    document_number: str = ""
    written_on: date | None = None
    pictures: tuple[NamedFile, ...] = field(default=())
    attachments: tuple[NamedFile, ...] = field(default=())


def read(line: str) -> Draft:
    """Read one line.

    Raises:
        BadLine: with the sentence that says what is wrong.
    """
    try:
        value = json.loads(line)
        # Half of a surrogate pair can be written in JSON and is no character.
        json.dumps(value, ensure_ascii=False).encode()
    except ValueError as error:
        raise BadLine(NOT_JSON % {"error": error}) from error
    if not isinstance(value, dict):
        raise BadLine(NOT_JSON % {"error": type(value).__name__})
    texts = {name: _text(value, name) for name in _TEXTS}
    key = str(value.get("id") or "").strip()
    for name, text in (("id", key), ("title", texts["title"]), ("section", texts["section"])):
        if not text:
            raise BadLine(MISSING % {"name": name})
    return Draft(
        key=key,
        **texts,
        written_on=_date(value.get("date")),
        pictures=_files(value, "pictures"),
        attachments=_files(value, "attachments"),
    )


def _text(value: dict[str, Any], name: str) -> str:
    text = value.get(name)
    if text is None:
        return ""
    if not isinstance(text, str):
        raise BadLine(NOT_TEXT % {"name": name})
    return text.strip()


def _date(value: Any) -> date | None:
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise BadLine(NOT_DATE % {"value": value}) from error


def _files(value: dict[str, Any], name: str) -> tuple[NamedFile, ...]:
    entries = value.get(name) or []
    if not isinstance(entries, list):
        raise BadLine(NOT_FILES % {"name": name})
    found = []
    for entry in entries:
        given = {"path": entry} if isinstance(entry, str) else entry
        if not isinstance(given, dict) or not isinstance(given.get("path"), str):
            raise BadLine(NOT_FILES % {"name": name})
        title = given.get("alt") or given.get("title") or ""
        found.append(NamedFile(given["path"], str(title), str(given.get("caption") or "")))
    return tuple(found)
