"""Tells once what the fields and the body of a frame or a home page both say.

Their body is a list of their fields, made for reading. A change of the body that a changed field
has told already keeps its mark and its place in the text, under the number of the field, and gets
no line of its own. Whatever has words that no changed field has is a change of its own.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from workflow.desk.comparing.entries import Change
from workflow.desk.comparing.fields import FieldChange
from workflow.desk.comparing.summary import clock
from workflow.desk.leaves import BLOCKS

LISTED = frozenset({"frame", "home"})
"""Kinds of page whose body lists their fields."""
_WORD = re.compile(r"\w")


def find(
    body: Iterable[Change], fields: Iterable[FieldChange], names: Mapping[str, str]
) -> dict[Change, Change]:
    """Give for each change of a body that says nothing new the change of the field that says it."""
    told = list(fields)
    pairs = Counter((found.change, pair) for found in told for pair in _pairs(found))
    echoes: dict[Change, Change] = {}
    for change in body:
        pair = (change.old.strip(), change.new.strip())
        said = next((each.change for each in told if pairs[each.change, pair]), None)
        if said is not None:
            pairs[said, pair] -= 1
        else:
            said = next((each.change for each in told if _consists_of(pair, each, names)), None)
        if said is not None:
            echoes[change] = said
    return echoes


def _pairs(found: FieldChange) -> Iterator[tuple[str, str]]:
    """Give from what to what a field changed, as a whole and edit by edit."""
    if found.fate == "changed":
        yield found.change.old.strip(), found.change.new.strip()
        yield clock(found.change.old), clock(found.change.new)
        for edit in found.change.inner:
            yield edit.old.strip(), edit.new.strip()


def _consists_of(pair: tuple[str, str], found: FieldChange, names: Mapping[str, str]) -> bool:
    """Say whether what went was all in the old field, and what came is all in the new one."""
    old, new = pair
    if not old and not new:
        return False
    before = found.new if found.fate == "moved" else found.old
    return _is_left_over(old, before, names) and _is_left_over(new, found.new, names)


def _is_left_over(text: str, value: Any, names: Mapping[str, str]) -> bool:
    """Say whether nothing of a text is left without the words of a value."""
    for known in sorted(words(value, names), key=len, reverse=True):
        text = text.replace(known, "")
    return not _WORD.search(text)


def words(value: Any, names: Mapping[str, str]) -> Iterator[str]:
    """Give the words of every leaf: as it is, by the clock, its title, its name on screen."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for each in value:
            yield from words(each, names)
    elif value not in (None, "", True, False):
        text = str(value)
        shown = (text, clock(text), names.get(text, ""), str(BLOCKS.get(text, "")))
        yield from (each for each in shown if each)
