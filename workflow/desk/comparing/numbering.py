"""Makes of the entries what a reviewer counts: changes with a number, in reading order."""

from collections.abc import Iterator, Sequence

from workflow.desk.comparing import grids
from workflow.desk.comparing.entries import (
    AROUND,
    DELETED,
    INSERTED,
    LEFT,
    MARKS,
    Change,
    Entry,
    Note,
    Run,
    around,
    edits,
    new_tokens,
    old_tokens,
)
from workflow.desk.comparing.notes import NOTE_RISKS, Structure, of_words, rest
from workflow.desk.comparing.reading import HEADINGS
from workflow.desk.comparing.risks import ranked, risks
from workflow.desk.comparing.words import written

_STRUCTURE = {"tag", "parents", "begins", "attribute", "span", "elements"}


def number(entries: Sequence[Entry]) -> list[Change]:
    """Note, group and number every change of a body; give them in reading order."""
    structure = Structure()
    for entry in entries:
        entry.notes += structure.notes(entry)
    grids.number(entries)
    for entry in entries:
        if not entry.table:
            _words(entry)
            _structure(entry)
    return _numbered(entries)


def _words(entry: Entry) -> None:
    """Make changes of the words, the links and the media of an entry outside tables."""
    if (entry.old is None or entry.new is None) and not entry.altered:
        shared: Change | None = None
        for run in entry.runs:
            if run.fate in {DELETED, INSERTED}:
                if shared is None:
                    kind = "inserted" if entry.old is None else "deleted"
                    shared = Change(_kind_of_block(entry, kind))
                shared.old += written(run.old)
                shared.new += written(run.new)
                run.change = shared
        if shared is None and not entry.runs:
            kind = "inserted" if entry.old is None else "deleted"
            entry.changes.append(Change(_kind_of_block(entry, kind)))
        if shared is not None:
            these = [run for run in entry.runs if run.change is shared]
            shared.risks = risks(old_tokens(these), new_tokens(these))
    else:
        for begin, end in edits(entry.runs):
            _edit(entry, begin, end)
        for run in entry.runs:
            if run.fate == MARKS:
                run.change = Change("style", written(run.old), written(run.new))
    for these, note in of_words(entry):
        _attach(entry, these, note)


def _edit(entry: Entry, begin: int, end: int) -> None:
    these = entry.runs[begin:end]
    change = Change("words", written(old_tokens(these)), written(new_tokens(these)))
    change.before, change.after = around(entry.runs, begin, end)
    change.risks = risks(old_tokens(these), new_tokens(these), change.before, change.after)
    if not change.old:
        change.kind = "inserted"
    elif not change.new:
        change.kind = "deleted"
    if not (change.old or change.new):
        change.kind = "break"
    if entry.tag in HEADINGS and change.kind == "words":
        change.kind = "heading"
    for run in these:
        run.change = change


def _attach(entry: Entry, these: Sequence[Run], note: Note) -> None:
    """Let a note on links or media share the change of the words it is about."""
    entry.notes.append(note)
    change = these[0].change
    if change is None:
        change = Change("style")
        these[0].change = change
    note.change = change
    change.risks = ranked({*change.risks, *NOTE_RISKS.get(note.code, ())})
    bare = not (change.old or change.new) or change.kind == "style"
    if note.code in {"picture", "media", "alt", "object"} and bare:
        if change.kind not in {"picture", "media"}:
            change.kind, change.parts = note.code, []
        if note.code == "alt" or not change.parts:
            change.parts.append((note.code, note.old, note.new))
    elif note.code in NOTE_RISKS and change.kind == "style":
        change.kind, change.before = note.code, note.words
        change.old, change.new = note.old, note.new
    elif note.code in {"anchor", "emphasis", "elements"} and change.kind == "style":
        change.before = note.words
        if note.code == "anchor":
            change.kind, change.old, change.new = "anchor", note.old, note.new
    elif bare and change.kind == "break" and note.code in {"sizes", "attribute"}:
        change.kind, change.parts = "picture", [("picture", note.old, note.new)]


def _structure(entry: Entry) -> None:
    """Make changes of what became other around the words."""
    entry.notes += rest(entry)
    for note in entry.notes:
        if note.change is None and note.code in _STRUCTURE:
            note.change = Change(_kind_of_note(note), note.old, note.new)
            note.change.before = entry.block.text.strip()[:AROUND]
            if note.code == "attribute":
                note.change.kind, note.change.after = "attribute", note.words


def _kind_of_note(note: Note) -> str:
    if note.code == "tag" and {note.old, note.new} <= HEADINGS:
        return "level"
    if note.code == "tag":
        return "tag"
    return "span" if note.code == "span" else "structure"


def _kind_of_block(entry: Entry, kind: str) -> str:
    names = {each[0] for each in entry.block.objects}
    if not entry.block.text.strip() and "img" in names:
        return "picture"
    if not entry.block.text.strip() and names & {"video", "audio"}:
        return "media"
    return kind


def _numbered(entries: Sequence[Entry]) -> list[Change]:
    """Number the changes as they are met, and say where each is met first."""
    found: list[Change] = []
    for entry in entries:
        for change, where in _met(entry):
            if not change.number:
                found.append(change)
                change.number = len(found)
                if where is not None:
                    where.first = True
                else:
                    entry.first.append(change)
            if change not in entry.changes:
                entry.changes.append(change)
        for run in entry.runs:
            if run.change is not None and run.change not in entry.changes:
                entry.changes.append(run.change)
    return found


def _met(entry: Entry) -> Iterator[tuple[Change, Run | Note | None]]:
    for note in entry.notes:
        if note.change is not None and note.code in _STRUCTURE:
            yield note.change, note
    for run in entry.runs:
        # What left is numbered where it arrived.
        if run.change is not None and run.fate != LEFT:
            yield run.change, run
    for note in entry.notes:
        if note.change is not None:
            yield note.change, note
    for change in entry.changes:
        yield change, None
