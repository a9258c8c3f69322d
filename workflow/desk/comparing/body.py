"""Compares two HTML texts: every difference is in an entry or in a note of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from workflow.desk.comparing import inventory, moves, numbering, runs, tables
from workflow.desk.comparing.alignment import align
from workflow.desk.comparing.entries import DELETED, INSERTED, SAME, Change, Entry, Note, Run
from workflow.desk.comparing.likeness import ALIKE, Shape, likeness, shape
from workflow.desk.comparing.reading import (
    Block,
    numbered_by_machine,
    read,
    without_numbers,
)
from workflow.desk.comparing.words import Token

LONGEST = 20_000
"""Characters of a block, beyond which it is shown as a whole when it changed."""
LARGEST = 300_000
"""Characters of both versions together, beyond which changed blocks are shown as wholes."""
OTHER_TAG = 0.8
"""What likeness is worth between a heading and a paragraph."""


@dataclass(frozen=True)
class Comparison:
    """The whole result: entries in reading order, changes with numbers, notes without a place.

    `coarse` says that the text is so long that words inside a block were not compared.
    """

    entries: list[Entry]
    changes: list[Change]
    notes: list[Note]
    coarse: bool = False

    @property
    def changed(self) -> list[Entry]:
        """The entries in which something changed."""
        return [entry for entry in self.entries if entry.changes or entry.fate != SAME]

    @property
    def count(self) -> int:
        """How many places a reviewer has to look at."""
        return len(self.changes)


def compare(old: str, new: str) -> Comparison:
    """Compare two fragments."""
    before, after = read(old), read(new)
    readable = before is not None and after is not None
    if not (
        readable and inventory.is_whole(old, before or []) and inventory.is_whole(new, after or [])
    ):
        return _sources(old, new)
    before, after = before or [], after or []
    if numbered_by_machine(before) and numbered_by_machine(after):
        before, after = without_numbers(before), without_numbers(after)
    coarse = len(old) + len(new) > LARGEST
    entries = _entries(before, after)
    for entry in entries:
        entry.runs = _runs(entry.old, entry.new, coarse=coarse)
    moves.mark(entries, coarse=coarse)
    changes = numbering.number(entries)
    notes = inventory.missing(old, new, entries)
    if old != new and not changes and not notes:
        notes.append(Note("source"))
    for note in notes:
        note.change, note.first = Change(note.code, note.old, note.new), True
        changes.append(note.change)
        note.change.number = len(changes)
    return Comparison(entries, changes, notes, coarse)


def compare_words(old: str, new: str) -> list[Run]:
    """Compare two plain texts, for fields."""
    blocks = [Block((), 0, ((text, (), None),) if text else (), ()) for text in (old, new)]
    return list(_changed(*blocks, coarse=False))


def _entries(old: Sequence[Block], new: Sequence[Block]) -> list[Entry]:
    """Pair the blocks, a table as one."""
    before, after = _units(old), _units(new)
    shapes: tuple[list[Shape | None], list[Shape | None]] = (
        [None] * len(before),
        [None] * len(after),
    )

    def score(i: int, j: int) -> float:
        one, other = before[i], after[j]
        first, second = one[0], other[0]
        if (first.cell is None) != (second.cell is None):
            return 0.0
        a = shapes[0][i] = shapes[0][i] or shape("".join(block.text for block in one))
        b = shapes[1][j] = shapes[1][j] or shape("".join(block.text for block in other))
        wordless = not (a.text.strip() or b.text.strip())
        found = _seen_alike(first, second) if wordless else likeness(a, b)
        if first.cell is not None:
            return max(found, ALIKE)
        if first.tag != second.tag:
            found *= OTHER_TAG
        return found if found >= ALIKE else 0.0

    pairs = align([_content(each) for each in before], [_content(each) for each in after], score)
    found: list[Entry] = []
    for table, (i, j) in enumerate(pairs, start=1):
        one = before[i] if i is not None else []
        other = after[j] if j is not None else []
        if (one or other)[0].cell is not None and not (
            one and other and score(i or 0, j or 0) == 0
        ):
            found += tables.pair(one, other, table)
        elif one and other and one[0].content != other[0].content and not score(i or 0, j or 0):
            found += [*_alone(one, table, old=True), *_alone(other, table, old=False)]
        else:
            found.append(Entry(one[0] if one else None, other[0] if other else None))
    return found


def _alone(unit: list[Block], table: int, *, old: bool) -> list[Entry]:
    if unit[0].cell is not None:
        return tables.pair(unit if old else [], [] if old else unit, table)
    return [Entry(unit[0], None) if old else Entry(None, unit[0])]


def _units(blocks: Sequence[Block]) -> list[list[Block]]:
    found: list[list[Block]] = []
    for block in blocks:
        last = found[-1][-1].cell if found else None
        if block.cell is not None and last is not None and last[0] == block.cell[0]:
            found[-1].append(block)
        else:
            found.append([block])
    return found


def _content(unit: list[Block]) -> object:
    return unit[0].content if len(unit) == 1 else tuple(block.content for block in unit)


def _seen_alike(old: Block, new: Block) -> float:
    """Say how alike two blocks without words are: pictures, media, rules, empty paragraphs."""
    if old.path[-1:] != new.path[-1:] and old.tag != new.tag:
        return 0.0
    one, other = ([e for e in each.objects if e[0] != "br"] for each in (old, new))
    if not one and not other:
        return 0.9 if old.path == new.path else 0.5
    if not one or not other or one[0][0] != other[0][0]:
        return 0.0
    a, b = dict(one[0][1]), dict(other[0][1])
    if a.get("src", a.get("poster")) == b.get("src", b.get("poster")):
        return 0.95
    return 0.7 if a.get("alt") and a.get("alt") == b.get("alt") else 0.5


def _runs(old: Block | None, new: Block | None, *, coarse: bool) -> list[Run]:
    if old is None and new is not None:
        return [Run(INSERTED, (), part) for part in _parts(new, coarse=coarse)]
    if new is None and old is not None:
        return [Run(DELETED, part) for part in _parts(old, coarse=coarse)]
    if old is None or new is None:
        return []
    if old.pieces == new.pieces:
        # Most of a text: cut into words only when it is drawn.
        return [Run(SAME, _as_read(old), _as_read(new))] if new.pieces else []
    return _changed(old, new, coarse=coarse)


def _changed(old: Block, new: Block, *, coarse: bool) -> list[Run]:
    if coarse or max(len(old.text), len(new.text)) > LONGEST:
        return _ends(_as_read(old), _as_read(new))
    return runs.compare(old.tokens, new.tokens)


def _parts(block: Block, *, coarse: bool) -> list[tuple[Token, ...]]:
    if not block.pieces:
        return []
    if coarse or len(block.text) > LONGEST:
        return [_as_read(block)]
    return runs.sentences(block.tokens)


def _as_read(block: Block) -> tuple[Token, ...]:
    """Give the pieces as tokens, uncut."""
    return tuple(
        Token(text, "char" if thing is None else "object", marks, thing)
        for text, marks, thing in block.pieces
    )


def _ends(old: tuple[Token, ...], new: tuple[Token, ...]) -> list[Run]:
    """Show the middle of a long text as a whole: what is the same at both ends stays."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    gone, come = old[start : len(old) - end], new[start : len(new) - end]
    head, tail = new[:start], new[len(new) - end :]
    found = [Run(SAME, old[:start], head)] if head else []
    if len(gone) == len(come) == 1 and gone[0][2:] == come[0][2:] and not gone[0].object:
        found += _middle(gone[0], come[0])
    else:
        found += [Run(DELETED, gone)] if gone else []
        found += [Run(INSERTED, (), come)] if come else []
    return [*found, *([Run(SAME, old[len(old) - end :], tail)] if tail else [])]


def _middle(old: Token, new: Token) -> list[Run]:
    a, b = old.text, new.text
    start = _common(a, b)
    end = _common(a[start:][::-1], b[start:][::-1])
    parts = (
        (SAME, a[:start], b[:start]),
        (DELETED, a[start : len(a) - end], ""),
        (INSERTED, "", b[start : len(b) - end]),
        (SAME, a[len(a) - end :], b[len(b) - end :]),
    )
    return [
        Run(fate, *((old._replace(text=text),) if text else () for text in texts))
        for fate, *texts in parts
        if any(texts)
    ]


def _common(one: str, other: str) -> int:
    """Say how many characters at the beginning are the same, without walking them one by one."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _sources(old: str, new: str) -> Comparison:
    """Compare what no parser reads whole as plain text, line by line."""
    entries = []
    if old != new:
        blocks = [
            [
                Block((("pre", ()),), 0, ((line, (), None),), ())
                for line in text.splitlines() or [""]
            ]
            for text in (old, new)
        ]
        pairs = align([b.text for b in blocks[0]], [b.text for b in blocks[1]], lambda i, j: ALIKE)
        for i, j in pairs:
            entry = Entry(
                blocks[0][i] if i is not None else None, blocks[1][j] if j is not None else None
            )
            entry.runs = _runs(entry.old, entry.new, coarse=True)
            entries.append(entry)
    changes = numbering.number(entries)
    note = Note("unreadable")
    if old != new:
        note.change, note.first = Change("unreadable"), True
        changes.append(note.change)
        note.change.number = len(changes)
        return Comparison(entries, changes, [note])
    return Comparison(entries, changes, [])
