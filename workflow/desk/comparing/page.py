"""Compares two contents of one page: fields, body, files. The whole, so that nothing is left out.

What follows from the body (its plain text, the addresses it links to) is not listed a second time,
but only when it does follow from it. When the digests differ and nothing was found, that is a
change of its own.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ledger.formats.v1 import Content
from workflow.desk.comparing import body as bodies
from workflow.desk.comparing import echoes, files, folding, summary
from workflow.desk.comparing import fields as values
from workflow.desk.comparing.body import Comparison
from workflow.desk.comparing.entries import Change
from workflow.desk.comparing.fields import FieldChange
from workflow.desk.comparing.files import FileChange
from workflow.desk.comparing.folding import Part
from workflow.desk.comparing.summary import Line
from workflow.desk.leaves import LABELS

BODY, TEXT, ASSETS, LINKS = "body_html", "text", "assets", "links"
LISTED = 1_000
"""Changes that have a line in the list; all have a number."""
_TAG = re.compile(r"<[^>]*>")
_HREF = re.compile(r"\bhref=\"([^\"]*)\"")
_SPACE = re.compile(r"\s+")


@dataclass
class PageComparison:
    """Everything that differs between two contents of one page, numbered in reading order."""

    old: Content | None = None
    new: Content | None = None
    base_label: str = ""
    nothing: str = ""
    fields: list[FieldChange] = field(default_factory=list)
    body: Comparison = field(default_factory=lambda: Comparison([], [], []))
    files: list[FileChange] = field(default_factory=list)
    unexplained: Change | None = None
    parts: list[Part] = field(default_factory=list)
    undrawn: int = 0

    @property
    def changes(self) -> list[Change]:
        """All changes in order."""
        found = [each.change for each in self.fields]
        found += [change for change in self.body.changes if not change.echo]
        found += [each.change for each in self.files]
        return [*found, *([self.unexplained] if self.unexplained else [])]

    @property
    def list(self) -> "list[Line]":
        """All changes in reading order, a line each."""
        return [summary.line(change) for change in self.changes]

    @property
    def ranked(self) -> "list[Line]":
        """The changes, those that weigh first."""
        first = sorted(self.changes, key=lambda change: not change.weighty)
        return [summary.line(change) for change in first[:LISTED]]

    @property
    def unlisted(self) -> int:
        """How many changes the list leaves out."""
        return max(0, self.count - LISTED)

    @property
    def count(self) -> int:
        """How many places changed."""
        return len(self.changes)

    @property
    def weighty(self) -> int:
        """How many of them weigh."""
        return sum(change.weighty for change in self.changes)

    @property
    def keys(self) -> set[str]:
        """The leaves that changed, as the fields tab names them."""
        found: set[str] = set()
        for each in self.fields:
            found |= {".".join(path) for path in _leaves(each.new, each.path)}
        if self.body.changes:
            found |= {BODY, TEXT, LINKS}
        if self.old is not None and self.new is not None:
            known = [*self.old.assets]
            for place, asset in enumerate(self.new.assets, start=1):
                if asset not in known:
                    found |= {".".join(path) for path in _leaves(asset, (ASSETS, str(place)))}
        return found

    @property
    def same_characters(self) -> int:
        """How many characters of the body did not change."""
        return sum(part.characters for part in self.parts if part.kind == "same")

    @property
    def assets(self) -> dict[str, dict[str, Any]]:
        """The files of both versions by the hexadecimal digits of their digests."""
        return {
            each["digest"].removeprefix("sha256:"): each
            for content in (self.old, self.new)
            if content is not None
            for each in content.assets
        }


def compare(old: Content, new: Content, names: Mapping[str, str] | None = None) -> PageComparison:
    """Compare two contents; `names` explains uids by titles."""
    result = PageComparison(old, new)
    if old.digest == new.digest:
        return result
    result.body = bodies.compare(old.body_html, new.body_html)
    before, after = old.document(), new.document()
    for key in _elsewhere(old, new, changed=bool(result.body.changes)):
        before.pop(key)
        after.pop(key)
    result.fields = values.compare(before, after, (), names)
    for each in result.fields:
        shown = each.path[1:] if each.path[0] == "details" and len(each.path) > 1 else each.path
        each.labels = [LABELS.get(key, key) for key in shown]
        named = [key for key in each.path if not key.isdigit()]
        each.change.label = LABELS.get(named[-1], named[-1])
    said = " ".join(f"{each.change.old} {each.change.new}" for each in result.fields)
    result.files = files.compare(old.assets, new.assets, result.body.entries, said)
    result.parts, result.undrawn = folding.fold(result.body.entries)
    said_twice = {}
    if old.kind == new.kind and new.kind in echoes.LISTED:
        said_twice = echoes.find(result.body.changes, result.fields, names or {})
    for change in said_twice:
        change.echo = True
    if not result.changes:
        result.unexplained = Change("source")
    for number, change in enumerate(result.changes, start=1):
        change.number = number
    for change, told in said_twice.items():
        change.number = told.number
    return result


def _elsewhere(old: Content, new: Content, *, changed: bool) -> list[str]:
    """Name the fields that are compared otherwise or follow from the body."""
    found = [BODY, ASSETS]
    if changed:
        if all(_bare(each.body_html) == _SPACE.sub("", each.text) for each in (old, new)):
            found.append(TEXT)
        if all(set(each.links) <= _named(each) for each in (old, new)):
            found.append(LINKS)
    return found


def _named(content: Content) -> set[str]:
    """Give the addresses that the body links to; of a page whose body lists its fields, the words
    of these too: each is compared by itself."""
    found = _addresses(content.body_html)
    if content.kind in echoes.LISTED:
        found |= set(echoes.words(content.details, {}))
    return found


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Give the places of the leaves of a value, as `leaves` counts them."""
    if isinstance(value, dict) and value:
        for key, each in value.items():
            yield from _leaves(each, (*path, key))
    elif isinstance(value, list) and value:
        for place, each in enumerate(value, start=1):
            yield from _leaves(each, (*path, str(place)))
    else:
        yield path


def _bare(source: str) -> str:
    return _SPACE.sub("", html.unescape(_TAG.sub("", source)))


def _addresses(source: str) -> set[str]:
    """Give the addresses a body links to, without the part behind #."""
    found = {html.unescape(each) for each in _HREF.findall(source)}
    return found | {each.partition("#")[0] for each in found}
