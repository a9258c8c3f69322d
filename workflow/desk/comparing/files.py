"""Compares the files of two contents by digest, name, size, kind and alternative text."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from workflow.desk.comparing.entries import Change, Entry, Note

Asset = dict[str, Any]
NAMED = ("name", "size", "media_type", "alt", "use")


@dataclass
class FileChange:
    """A file that came, went, was replaced, or is called otherwise."""

    old: Asset | None
    new: Asset | None
    change: Change = field(default_factory=lambda: Change("attachment"))


def compare(
    old: Sequence[Asset], new: Sequence[Asset], entries: Iterable[Entry], fields: str = ""
) -> list[FileChange]:
    """Give the changed files that no changed place of the body shows already.

    `fields` are the words of the changed fields: a file that they name is shown there.
    """
    entries = [entry for entry in entries if entry.changes]
    shown = tuple(
        fields
        + " ".join(
            value
            for entry in entries
            if (block := getattr(entry, side)) is not None
            for _name, attributes in block.started
            for _key, value in attributes
        )
        for side in ("old", "new")
    )
    alternatives = {
        (note.old, note.new) for entry in entries for note in entry.notes if note.code == "alt"
    }
    before = {each["digest"]: each for each in old}
    after = {each["digest"]: each for each in new}
    gone = [each for digest, each in before.items() if digest not in after]
    come = [each for digest, each in after.items() if digest not in before]
    gone = [each for each in gone if _hex(each) not in shown[0]]
    come = [each for each in come if _hex(each) not in shown[1]]
    found = [FileChange(one, other) for one, other in _pairs(gone, come)]
    for digest, one in before.items():
        other = after.get(digest)
        if other is not None and one != other and not _is_shown(one, other, alternatives):
            found.append(FileChange(one, other))
    found += _counted(old, new)
    if not found and not entries and [*before] != [*after]:
        # The same files in another order, though the body names them in the same one.
        found += [FileChange(a, b) for a, b in zip(old, new, strict=False) if a != b]
    for each in found:
        _name(each)
    return found


def _counted(old: Sequence[Asset], new: Sequence[Asset]) -> list[FileChange]:
    """Give files that are listed more than once on one side only."""
    counts = [Counter(each["digest"] for each in side) for side in (old, new)]
    both = counts[0].keys() & counts[1].keys()
    kept = {each["digest"]: each for each in old}
    return [
        FileChange(kept[digest], None)
        if counts[0][digest] > counts[1][digest]
        else FileChange(None, kept[digest])
        for digest in both
        if counts[0][digest] != counts[1][digest]
    ]


def _pairs(gone: list[Asset], come: list[Asset]) -> list[tuple[Asset | None, Asset | None]]:
    """Pair files by name, then those of one use in their order."""
    found: list[tuple[Asset | None, Asset | None]] = []
    for key in ("name", "use"):
        for one in list(gone):
            other = next((each for each in come if each[key] == one[key]), None)
            if other is not None:
                found.append((one, other))
                gone.remove(one)
                come.remove(other)
    return found + [(one, None) for one in gone] + [(None, other) for other in come]


def _hex(asset: Asset) -> str:
    return str(asset["digest"]).removeprefix("sha256:")


def _is_shown(one: Asset, other: Asset, alternatives: set[tuple[str, str]]) -> bool:
    differing = [key for key in NAMED if one[key] != other[key]]
    return differing == ["alt"] and (one["alt"] or '""', other["alt"] or '""') in alternatives


def _name(found: FileChange) -> None:
    file = found.new or found.old or {}
    change = found.change
    change.kind = "attachment" if file.get("use") == "attachment" else "file"
    change.risks = ("attachment",) if file.get("use") == "attachment" else ()
    change.before = str(file.get("name", ""))
    change.old, change.new = (_spelled(each) for each in (found.old, found.new))


def _spelled(asset: Asset | None) -> str:
    return "" if asset is None else " ".join(str(asset[key]) for key in ("digest", *NAMED))


def note(found: FileChange) -> Note:
    """Give the note that is drawn of a changed file."""
    return Note("file", change=found.change, first=True)
