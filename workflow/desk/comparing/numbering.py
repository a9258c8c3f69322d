"""Makes of the entries what a reviewer counts: changes with a number, in reading order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from workflow.desk.comparing.entries import (
    AROUND,
    ARRIVED,
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
)
from workflow.desk.comparing.notes import Structure, of_words, rest
from workflow.desk.comparing.reading import HEADINGS
from workflow.desk.comparing.risks import RISKS, risks
from workflow.desk.comparing.words import Token, written

NOTE_RISKS = {"link": ("link",), "attachment": ("attachment",), "media": ("attachment",)}
_STRUCTURE = {"tag", "parents", "begins", "attribute", "span", "elements"}


def number(entries: Sequence[Entry]) -> list[Change]:
    """Note, group and number every change of a body; give them in reading order."""
    structure = Structure()
    for entry in entries:
        entry.notes += structure.notes(entry)
    _tables(entries)
    for entry in entries:
        if not entry.table:
            _words(entry)
            _structure(entry)
    return _numbered(entries)


def _words(entry: Entry) -> None:
    """Make changes of the words, the links and the media of an entry outside tables."""
    _surround(entry)
    if entry.old is None or entry.new is None:
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
            shared.risks = risks(_old(these), _new(these))
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
    change = Change("words", written(_old(these)), written(_new(these)))
    change.before, change.after = around(entry.runs, begin, end)
    change.risks = risks(_old(these), _new(these), change.before, change.after)
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
    change.risks = _sorted({*change.risks, *NOTE_RISKS.get(note.code, ())})
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


def _tables(entries: Sequence[Entry]) -> None:
    """Make one change of a line, of a column that came or went, of a whole table."""
    lines: dict[int, dict[int, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        if entry.table:
            lines[entry.table][entry.line].append(entry)
    for table in lines.values():
        cells = [entry for line in table.values() for entry in line]
        heads = _heads(table)
        columns: dict[int, Change] = {}
        if len({cell.fate for cell in cells}) == 1 and cells[0].fate in {"inserted", "deleted"}:
            change = Change(f"table_{cells[0].fate}", parts=[("", str(len(table)), "")])
            change.risks = _table_risks(cells, heads)
            _share(cells, change)
            change.old = change.new = ""
            continue
        for line in table.values():
            _table_line(line, heads, columns)


def _heads(table: dict[int, list[Entry]]) -> dict[int, str]:
    first = next((line for line in table.values() if line[0].block.cell and _placed(line[0])), [])
    return {cell.column: cell.block.text.strip() for cell in first}


def _placed(entry: Entry) -> bool:
    return bool(entry.block.cell and entry.block.cell[2] >= 0)


def _table_line(line: list[Entry], heads: dict[int, str], columns: dict[int, Change]) -> None:
    if line[0].whole == "line":
        moved = next(
            (run.change for cell in line for run in cell.runs if run.fate == ARRIVED), None
        )
        left = all(cell.moved for cell in line if cell.runs) and moved is None
        if left and any(cell.runs for cell in line):
            return
        change = moved or Change("line_inserted" if line[0].old is None else "line_deleted")
        if moved is None:
            change.risks = _table_risks(line, heads)
        _share(line, change)
        text = " | ".join(cell.block.text.strip() for cell in line)
        change.old, change.new = ("", text) if line[0].old is None else (text, "")
        return
    title = line[0].block.text.strip() if len(line) > 1 else ""
    change = Change("table", before=title)
    for cell in line:
        if cell.whole == "column":
            own = columns.get(cell.column)
            if own is None:
                own = columns[cell.column] = Change(
                    "column_inserted" if cell.old is None else "column_deleted",
                    before=heads.get(cell.column, "") or cell.block.text.strip(),
                )
            own.risks = _sorted({*own.risks, *_table_risks([cell], heads)})
            _share([cell], own)
            own.old = own.new = ""
            continue
        notes = [*cell.notes]
        before = cell.fate
        if before == "same" and not notes:
            notes = list(rest(cell))
            cell.notes += notes
        if before == "same" and not notes:
            continue
        head = (
            heads.get(cell.column, "") if cell.block.text.strip() != heads.get(cell.column) else ""
        )
        risk = risks(_old(_edited(cell)), _new(_edited(cell)), "", "", head)
        risk = risk and _full_risks(cell, head)
        change.risks = _sorted({*change.risks, *risk})
        old = cell.old.text.strip() if cell.old else ""
        new = cell.new.text.strip() if cell.new else ""
        if old != new:
            change.parts.append((head, old, new))
        else:
            change.parts += [(head, note.old, note.new) for note in notes]
        _share([cell], change)
        change.old = change.new = ""


def _full_risks(cell: Entry, head: str) -> tuple[str, ...]:
    """Look at each edit of a cell with the words around it."""
    found: set[str] = set()
    for begin, end in edits(cell.runs):
        before, after = around(cell.runs, begin, end)
        these = cell.runs[begin:end]
        found |= set(risks(_old(these), _new(these), before, after, head))
    return _sorted(found)


def _table_risks(cells: Iterable[Entry], heads: dict[int, str]) -> tuple[str, ...]:
    found: set[str] = set()
    for cell in cells:
        head = heads.get(cell.column, "")
        found |= set(risks(_old(cell.runs), _new(cell.runs), "", "", head))
        if len(found) == len(RISKS):
            break
    return _sorted(found)


def _share(cells: Iterable[Entry], change: Change) -> None:
    """Give cells, their words and their notes one change."""
    for cell in cells:
        _surround(cell)
        for run in cell.runs:
            if run.fate not in {"same", LEFT}:
                run.change = change
        for _these, note in of_words(cell):
            cell.notes.append(note)
            change.risks = _sorted({*change.risks, *NOTE_RISKS.get(note.code, ())})
        for note in cell.notes:
            note.change = note.change or change
        if not cell.runs or not any(run.change is change for run in cell.runs):
            cell.changes.append(change)


def _surround(entry: Entry) -> None:
    entry.changes = []


def _edited(cell: Entry) -> list[Run]:
    return [run for run in cell.runs if run.fate in {DELETED, INSERTED}]


def _old(runs: Iterable[Run]) -> list[Token]:
    return [token for run in runs for token in run.old]


def _new(runs: Iterable[Run]) -> list[Token]:
    return [token for run in runs for token in run.new]


def _sorted(found: Iterable[str]) -> tuple[str, ...]:
    chosen = set(found)
    return tuple(risk for risk in RISKS if risk in chosen)


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
