"""What is shown of each hit: words of its verified release and of the files that belong to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.safestring import SafeString

from ledger.formats import v1
from portal.assets import EXTENSIONS
from portal.attached import ATTACHED, Parts
from portal.frame import Frame
from portal.items import Reading, Shown
from portal.metatags import source
from portal.policies import validity
from portal.records import files
from search.excerpt import excerpt, holds, mark_title
from search.query import Query

#: Files of an item that are looked into, and that are named below a hit.
_FILES: Final = 20
_NAMED: Final = 3


@dataclass(frozen=True)
class InFile:
    """What was found in a file: its name marked, the place, a piece of its text."""

    name: SafeString
    address: str
    place: str
    excerpt: SafeString


@dataclass(frozen=True)
class Found:
    """One hit as it is shown."""

    shown: Shown
    title: SafeString
    excerpt: SafeString
    section: str
    source: str
    files: tuple[InFile, ...]
    void: str
    has_video: bool
    attachments: int


def findings(items: Iterable[Shown], query: Query, reading: Reading, frame: Frame) -> list[Found]:
    """Give hits as they are shown.

    Args:
        items: Verified items, in their order.
        query: What was looked for.
        reading: The look at the releases.
        frame: The words around the page.
    """
    return [_found(item, query, reading, frame) for item in items]


def _found(item: Shown, query: Query, reading: Reading, frame: Frame) -> Found:
    content = item.content
    section = reading.item(content.lineage[-1]) if content.lineage else None
    state = validity(item)
    return Found(
        item,
        mark_title(content.title, query),
        excerpt(content.text or content.summary, query),
        section.content.title if section else "",
        source(item, frame),
        tuple(_in_files(content, query)),
        state.name if state and not state.holds else "",
        any(str(each["media_type"]).startswith("video/") for each in content.assets),
        len(files(content)),
    )


def _in_files(content: v1.Content, query: Query) -> list[InFile]:
    """Give what was found in the names and texts of the files of a release.

    The text of a file is made of bytes whose digest the release names; it is looked into when
    title and text of the page do not hold everything themselves, and shown with its place.
    """
    if query.is_empty or holds(f"{content.title}\n{content.text}", query):
        return []
    found = []
    for each in files(content)[:_FILES]:
        parts = ATTACHED.parts(str(each["digest"]), str(each["media_type"]))
        place, text = _where(parts or (), query)
        named = mark_title(str(each["name"]), query)
        if text or "<mark>" in named:
            words = excerpt(text, query, length=80) if text else SafeString("")
            found.append(InFile(named, _address(each), place, words))
    return found[:_NAMED]


def _where(parts: Parts, query: Query) -> tuple[str, str]:
    """Give the first part of a file that holds what was looked for, or some of it."""
    whole = next((part for part in parts if holds(part.text, query)), None)
    part = whole or next((part for part in parts if holds(part.text, query, any)), None)
    return (part.place, part.text) if part else ("", "")


def _address(asset: dict[str, Any]) -> str:
    extension = EXTENSIONS.get(str(asset["media_type"]), "bin")
    return f"/assets/{str(asset['digest']).removeprefix('sha256:')}.{extension}"
