"""Makes changes of tables: one of each line, of a column that came or went, of a whole table."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from workflow.desk.comparing.entries import (
    ARRIVED,
    LEFT,
    Change,
    Entry,
    around,
    edits,
    new_tokens,
    old_tokens,
)
from workflow.desk.comparing.notes import NOTE_RISKS, of_words, rest
from workflow.desk.comparing.risks import RISKS, ranked, risks


def number(entries: Sequence[Entry]) -> None:
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
            _column_cell(cell, heads, columns)
        else:
            _cell(cell, heads, change)


def _column_cell(cell: Entry, heads: dict[int, str], columns: dict[int, Change]) -> None:
    own = columns.get(cell.column)
    if own is None:
        own = columns[cell.column] = Change(
            "column_inserted" if cell.old is None else "column_deleted",
            before=heads.get(cell.column, "") or cell.block.text.strip(),
        )
    own.risks = ranked({*own.risks, *_table_risks([cell], heads)})
    _share([cell], own)


def _cell(cell: Entry, heads: dict[int, str], change: Change) -> None:
    if cell.fate == "same":
        cell.notes += rest(cell)
    if cell.fate == "same":
        return
    notes = [*cell.notes]
    head = heads.get(cell.column, "")
    head = "" if cell.block.text.strip() == head else head
    change.risks = ranked({*change.risks, *_cell_risks(cell, head)})
    old = cell.old.text.strip() if cell.old else ""
    new = cell.new.text.strip() if cell.new else ""
    if old != new:
        change.parts.append((head, old, new))
    else:
        change.parts += [(head, note.old, note.new) for note in notes]
    _share([cell], change)


def _cell_risks(cell: Entry, head: str) -> set[str]:
    """Look at each edit of a cell with the words around it."""
    found: set[str] = set()
    for begin, end in edits(cell.runs):
        before, after = around(cell.runs, begin, end)
        these = cell.runs[begin:end]
        found |= set(risks(old_tokens(these), new_tokens(these), before, after, head))
    return found


def _table_risks(cells: Iterable[Entry], heads: dict[int, str]) -> tuple[str, ...]:
    found: set[str] = set()
    for cell in cells:
        head = heads.get(cell.column, "")
        found |= set(risks(old_tokens(cell.runs), new_tokens(cell.runs), "", "", head))
        if len(found) == len(RISKS):
            break
    return ranked(found)


def _share(cells: Iterable[Entry], change: Change) -> None:
    """Give cells, their words and their notes one change."""
    for cell in cells:
        cell.changes = []
        for run in cell.runs:
            if run.fate not in {"same", LEFT}:
                run.change = change
        for _these, note in of_words(cell):
            cell.notes.append(note)
            change.risks = ranked({*change.risks, *NOTE_RISKS.get(note.code, ())})
        for note in cell.notes:
            note.change = note.change or change
        if not cell.runs or not any(run.change is change for run in cell.runs):
            cell.changes.append(change)
