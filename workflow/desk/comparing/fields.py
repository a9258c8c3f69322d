"""Compares the structured fields of two contents: JSON values of any kind, nested as they come.

Values are told apart by kind as well: nothing, an empty text and an empty list are three things.
A list is compared by its members, so that a new entry at the top does not change every entry below.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workflow.desk.comparing.alignment import align
from workflow.desk.comparing.body import compare_words
from workflow.desk.comparing.entries import DELETED, INSERTED, Change, Run, around, edits
from workflow.desk.comparing.likeness import likeness, shape
from workflow.desk.comparing.risks import ranked, risks
from workflow.desk.comparing.words import Token, tokens, written
from workflow.desk.leaves import BLOCKS, LABELS

NAMING = ("page", "section", "uid", "code", "from", "digest", "address", "title", "heading", "text")
"""Keys by which a member of a list is known again, the surest first."""
TIMES = frozenset(
    ["live_from", "live_until", "pinned_until", "mourning_from", "mourning_until", "from", "until"]
)
_DATED = re.compile(r"_(?:on|at|from|until)\Z|\A(?:from|until)\Z")
_LINKED = re.compile(r"(?:address|link|domain|href|\Ato|target)\Z")
_UID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|sha256:[0-9a-f]{64}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T[0-9:.]+Z")
_ABSENT = object()


@dataclass
class FieldChange:
    """One value, or one member of a list, that changed, came, went or moved.

    `path` are the keys from the top down (positions count from 1), `fate` is ``changed``,
    ``inserted``, ``deleted`` or ``moved``; `form` is ``text``, ``time`` or ``whole``.
    """

    path: tuple[str, ...]
    fate: str
    old: Any
    new: Any
    form: str = "text"
    runs: list[Run] = field(default_factory=list)
    change: Change = field(default_factory=lambda: Change("field"))
    labels: list[object] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The place as text: ``details.byline``."""
        return ".".join(self.path)


def compare(
    old: Any, new: Any, path: tuple[str, ...] = (), names: Mapping[str, str] | None = None
) -> list[FieldChange]:
    """Give every difference of two JSON values; `names` explains uids by titles."""
    found = list(_compare(old, new, path))
    for each in found:
        _explain(each, names or {})
    return found


def _compare(old: Any, new: Any, path: tuple[str, ...]) -> Iterator[FieldChange]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*new, *(key for key in old if key not in new)]:
            yield from _member(old.get(key, _ABSENT), new.get(key, _ABSENT), (*path, str(key)))
    elif isinstance(old, list) and isinstance(new, list) and old and new:
        yield from _lists(old, new, path)
    elif canonical(old) != canonical(new):
        yield FieldChange(path, "changed", old, new)


def _member(old: Any, new: Any, path: tuple[str, ...]) -> Iterator[FieldChange]:
    if old is _ABSENT:
        yield FieldChange(path, "inserted", None, new)
    elif new is _ABSENT:
        yield FieldChange(path, "deleted", old, None)
    else:
        yield from _compare(old, new, path)


def _lists(old: list[Any], new: list[Any], path: tuple[str, ...]) -> Iterator[FieldChange]:
    def score(i: int, j: int) -> float:
        return _alike(old[i], new[j])

    pairs = align([canonical(each) for each in old], [canonical(each) for each in new], score)
    gone = {i: canonical(old[i]) for i, j in pairs if i is not None and j is None}
    come = {j: canonical(new[j]) for i, j in pairs if j is not None and i is None}
    moved: dict[int, int] = {}
    for j, value in come.items():
        source = next((i for i, other in gone.items() if other == value), None)
        if source is not None:
            moved[j] = source
            del gone[source]
    for i, j in pairs:
        if i is not None and j is not None:
            yield from _compare(old[i], new[j], (*path, str(j + 1)))
        elif j is not None and j in moved:
            yield FieldChange((*path, str(j + 1)), "moved", moved[j] + 1, new[j])
        elif j is not None:
            yield FieldChange((*path, str(j + 1)), "inserted", None, new[j])
        elif i in gone:
            yield FieldChange((*path, str((i or 0) + 1)), "deleted", old[i or 0], None)


def _alike(old: Any, new: Any) -> float:
    """Say whether two members of a list are one that was changed."""
    if isinstance(old, dict) and isinstance(new, dict):
        shared = [key for key in old if key in new and canonical(old[key]) == canonical(new[key])]
        for weight, key in zip(
            (0.95, 0.95, 0.95, 0.9, 0.9, 0.9, 0.8, 0.7, 0.7, 0.6), NAMING, strict=True
        ):
            if key in shared and old[key] not in ("", None):
                return weight
        return likeness(shape(_words(old)), shape(_words(new))) if set(old) == set(new) else 0.0
    if isinstance(old, str) and isinstance(new, str) and not _UID.fullmatch(old):
        found = likeness(shape(old), shape(new))
        return found if found >= 0.4 else 0.0
    return 0.0


def canonical(value: Any) -> str:
    """Write a value so that only equal values of one kind are written alike."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=list)


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(_words(each) for each in value.values())
    if isinstance(value, (list, tuple)):
        return " ".join(_words(each) for each in value)
    return "" if value is None or isinstance(value, bool) else str(value)


def _explain(found: FieldChange, names: Mapping[str, str]) -> None:
    """Compare the words of a value, and say why the change weighs."""
    last = next((key for key in reversed(found.path) if not key.isdigit()), "")
    old, new = (_spelled(each, names) for each in (found.old, found.new))
    if found.fate == "changed" and old == new:
        # Two pages of one title are two pages.
        old, new = (_spelled(each, {}) for each in (found.old, found.new))
    if found.fate == "moved":
        found.runs = [Run("arrived", (), tuple(tokens(new)))]
        found.change.kind, found.change.new = "moved", new
    elif found.fate != "changed":
        fate = INSERTED if found.fate == "inserted" else DELETED
        text = new if fate == INSERTED else old
        these = tuple(tokens(text))
        found.runs = [
            Run(fate, these if fate == DELETED else (), these if fate == INSERTED else ())
        ]
        found.change.kind = found.fate
    elif isinstance(found.old, str) and isinstance(found.new, str) and found.old and found.new:
        if last in TIMES or _MOMENT.fullmatch(found.old) or _MOMENT.fullmatch(found.new):
            found.form = "time"
        if found.form == "time" or _UID.fullmatch(found.old) or _LINKED.search(last):
            found.form = "time" if found.form == "time" else "whole"
            found.runs = _replaced(old, new)
        else:
            found.runs = compare_words(found.old, found.new)
    else:
        found.form = "time" if last in TIMES else "whole"
        found.runs = _replaced(old, new)
    if found.fate == "changed" and found.form == "text":
        found.change.inner = list(_edits(found.runs))
    if found.fate != "moved":
        found.change.old, found.change.new = old, new
    found.change.risks = _risks(found, last, old, new)
    for run in found.runs:
        run.change = found.change if run.fate != "same" else None


def _replaced(old: str, new: str) -> list[Run]:
    gone, come = (Token(text, "char") for text in (old, new))
    return [Run(DELETED, (gone,)), Run(INSERTED, (), (come,))]


def _edits(these: Sequence[Run]) -> Iterator[Change]:
    """Give the edits of a text, each with the words around it."""
    for begin, end in edits(these):
        gone = [token for run in these[begin:end] for token in run.old]
        come = [token for run in these[begin:end] for token in run.new]
        before, after = around(these, begin, end)
        yield Change(
            "words",
            written(gone),
            written(come),
            risks(gone, come, before, after),
            before,
            after,
        )


def _risks(found: FieldChange, last: str, old: str, new: str) -> tuple[str, ...]:
    if found.fate == "moved":
        return ()
    reasons: set[str] = set()
    if found.change.inner:
        for each in found.change.inner:
            reasons |= set(each.risks)
    elif not (_UID.fullmatch(str(found.old)) or _UID.fullmatch(str(found.new))):
        reasons |= set(risks(*(tokens(_UID.sub("", text)) for text in (old, new))))
    for key in (last, *_filled(found.old), *_filled(found.new)):
        reasons |= {reason for reason, pattern in _BY_NAME if pattern.search(key)}
    return ranked(reasons)


_BY_NAME: Sequence[tuple[str, "re.Pattern[str]"]] = (
    ("date", _DATED),
    ("link", _LINKED),
    ("document", re.compile(r"(?:document|index|icp|police)_number")),
    ("phone", re.compile(r"phone|contact")),
)


def _filled(value: Any) -> Iterator[str]:
    """Give the keys below a value that hold something."""
    if isinstance(value, dict):
        yield from (str(key) for key, each in value.items() if each)
    if isinstance(value, (dict, list)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _filled(each)


def _spelled(value: Any, names: Mapping[str, Any]) -> str:
    """Write a value for a reader: every leaf of it, uids with their titles."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "；".join(
            f"{LABELS.get(key, key)}: {_spelled(each, BLOCKS if key == 'type' else names)}"
            for key, each in value.items()
        )
    if isinstance(value, (list, tuple)):
        return "、".join(_spelled(each, names) for each in value)
    return str(names.get(str(value), value))
