"""Finds what went from one place to another word for word: blocks, lines of tables, sentences."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

from workflow.desk.comparing.entries import (
    ARRIVED,
    DELETED,
    INSERTED,
    LEFT,
    SAME,
    Change,
    Entry,
    Run,
)
from workflow.desk.comparing.likeness import likeness, shape
from workflow.desk.comparing.reading import HEADINGS
from workflow.desk.comparing.runs import compare

SHORTEST_SENTENCE = 6
"""Characters from which on a stretch that reappears counts as moved."""
SHORTEST_BLOCK = 2
SHORTEST_ALTERED = 12
"""Characters from which on a block that was changed on its way is known again."""
ALTERED = 0.7
"""The likeness from which on it is."""
MOST_PAIRS = 10_000
"""Pairs of such blocks that are looked at."""
Places = dict[int, tuple[tuple[str, int], tuple[str, int]]]
Stretch = tuple[Entry, list[Run]]


def mark(entries: Sequence[Entry], *, coarse: bool = False) -> None:
    """Mark what moved, with the place it came from or went to."""
    places = _places(entries)
    _pair(_lines(entries, "old"), _lines(entries, "new"), places)
    _pair(_blocks(entries, "old"), _blocks(entries, "new"), places)
    _pair(_sentences(entries, DELETED), _sentences(entries, INSERTED), places)
    if not coarse:
        _altered(entries, places)
    for entry in entries:
        entry.runs = list(_joined(entry.runs))


def _pair(
    gone: Iterable[tuple[Hashable, list[Stretch]]],
    come: Iterable[tuple[Hashable, list[Stretch]]],
    places: Places,
) -> None:
    waiting: dict[Hashable, list[list[Stretch]]] = defaultdict(list)
    for key, stretches in gone:
        waiting[key].append(stretches)
    for key, stretches in come:
        if not waiting.get(key):
            continue
        left = waiting[key].pop(0)
        change = Change("moved")
        for _entry, runs in left:
            for run in runs:
                run.fate, run.change = LEFT, change
                run.place = places[id(stretches[0][0])][1]
        for _entry, runs in stretches:
            for run in runs:
                run.fate, run.change = ARRIVED, change
                run.place = places[id(left[0][0])][0]
        change.new = "".join(run.text for _entry, runs in stretches for run in runs).strip()


def _altered(entries: Sequence[Entry], places: Places) -> None:
    """Find blocks that moved and were changed on the way: only the change needs to be read."""
    gone = [each for each in entries if each.new is None and _is_whole(each, DELETED)]
    come = [each for each in entries if each.old is None and _is_whole(each, INSERTED)]
    if len(gone) * len(come) > MOST_PAIRS:
        return
    shapes = [shape(each.block.text) for each in gone]
    for entry in come:
        own = shape(entry.block.text)
        shares = [likeness(each, own) for each in shapes]
        best = max(range(len(gone)), key=shares.__getitem__, default=-1)
        if best < 0 or shares[best] < ALTERED:
            continue
        old = gone.pop(best)
        shapes.pop(best)
        change = Change("moved", new=entry.block.text.strip())
        found = compare(old.block.tokens, entry.block.tokens)
        entry.altered, entry.runs = True, []
        for run in found:
            arrived = run.fate == SAME
            entry.runs.append(Run(ARRIVED, (), run.new, change) if arrived else run)
        first = next((run for run in entry.runs if run.fate == ARRIVED), None)
        if first is not None:
            first.place = places[id(old)][0]
        where = places[id(entry)][1]
        old.runs = [Run(LEFT, old.block.tokens, (), change, place=where)]


def _is_whole(entry: Entry, fate: str) -> bool:
    """Say whether all of a block came or went, and is long enough to be known again."""
    whole = bool(entry.runs) and all(run.fate == fate for run in entry.runs)
    return whole and not entry.table and len(entry.block.text) >= SHORTEST_ALTERED


def _lines(entries: Sequence[Entry], side: str) -> Iterable[tuple[Hashable, list[Stretch]]]:
    lines: dict[tuple[int, int], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.whole == "line" and getattr(entry, side) is not None:
            lines[entry.table, entry.line].append(entry)
    for cells in lines.values():
        key = tuple(_key(cell.runs) for cell in cells)
        if any(key):
            yield key, [(cell, cell.runs) for cell in cells]


def _blocks(entries: Sequence[Entry], side: str) -> Iterable[tuple[Hashable, list[Stretch]]]:
    for entry in entries:
        alone = entry.new is None if side == "old" else entry.old is None
        if alone and not entry.table and entry.runs and not entry.moved:
            block = entry.block
            if len(block.text.strip()) >= SHORTEST_BLOCK or block.objects:
                yield _key(entry.runs), [(entry, entry.runs)]


def _sentences(entries: Sequence[Entry], fate: str) -> Iterable[tuple[Hashable, list[Stretch]]]:
    for entry in entries:
        for run in entry.runs:
            words = run.text.strip()
            if run.fate == fate and len(words) >= SHORTEST_SENTENCE:
                yield words, [(entry, [run])]


def _key(runs: Sequence[Run]) -> tuple[object, ...]:
    return tuple(token.key for run in runs for token in run.tokens)


def _places(entries: Sequence[Entry]) -> Places:
    """Say where each entry stands in the old and in the new version."""
    found: Places = {}
    heading, number = ["", ""], [0, 0]
    for entry in entries:
        for side, block in enumerate((entry.old, entry.new)):
            if block is not None and not entry.table:
                number[side] += 1
                if block.tag in HEADINGS:
                    heading[side] = block.text.strip()
        found[id(entry)] = (heading[0], number[0]), (heading[1], number[1])
    return found


def _joined(runs: Iterable[Run]) -> Iterable[Run]:
    """Join neighbouring stretches of one fate; a deletion stands before what replaces it."""
    waiting: list[Run] = []
    for run in runs:
        if run.fate in {DELETED, INSERTED}:
            same = [each for each in waiting if each.fate == run.fate]
            if same:
                same[0].old, same[0].new = same[0].old + run.old, same[0].new + run.new
            else:
                waiting.append(run)
            continue
        yield from _in_order(waiting)
        waiting = []
        yield run
    yield from _in_order(waiting)


def _in_order(waiting: list[Run]) -> list[Run]:
    return sorted(waiting, key=lambda run: run.fate != DELETED)
