"""Lays a comparison out for the screen: changes stand open, what is the same is folded."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from workflow.desk.comparing.entries import Entry
from workflow.desk.comparing.reading import HEADINGS

DRAWN = 2_000
"""Changed places that are drawn; the list at the top counts all."""
FOLDED = 20_000
"""Characters of one unchanged stretch that can be opened; the page itself shows all."""
SHORT_TABLE = 30
"""Lines up to which a table is drawn whole."""


@dataclass
class Line:
    """One line of a table: its cells, or how many unchanged lines are folded here."""

    cells: list[list[Entry]] = field(default_factory=list)
    folded: int = 0
    fate: str = "same"


@dataclass
class Part:
    """A stretch of the page: ``open`` entries, a ``table``, or what is ``same``."""

    kind: str
    entries: list[Entry] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def characters(self) -> int:
        """How many characters stand here."""
        return sum(entry.characters for entry in self.entries)

    @property
    def paragraphs(self) -> int:
        """How many paragraphs, headings and items."""
        return sum(not entry.table and bool(entry.block.text.strip()) for entry in self.entries)

    @property
    def tables(self) -> int:
        """How many tables."""
        return len({entry.table for entry in self.entries if entry.table})

    @property
    def pictures(self) -> int:
        """How many pictures."""
        return sum(thing[0] == "img" for entry in self.entries for thing in entry.block.objects)

    @property
    def columns(self) -> int:
        """How many columns a table has, those that went included."""
        return max((sum(c[0].width for c in line.cells) for line in self.lines), default=1)

    @property
    def shown(self) -> list[Entry]:
        """What is printed when the stretch is opened."""
        found: list[Entry] = []
        room = FOLDED
        for entry in self.entries:
            room -= entry.characters
            if room < 0:
                break
            found.append(entry)
        return found

    @property
    def cut(self) -> bool:
        """Whether the stretch is too long to be printed here."""
        return len(self.shown) < len(self.entries)


def fold(entries: Sequence[Entry]) -> tuple[list[Part], int]:
    """Give the parts in reading order, and how many changed entries are not drawn."""
    parts: list[Part] = []
    left = 0
    drawn = 0
    stretches = [(changed, list(group)) for changed, group in groupby(_units(entries), _is_changed)]
    for place, (changed, units) in enumerate(stretches):
        if not changed:
            same = [entry for unit in units for entry in unit]
            parts += _same(same) if place + 1 < len(stretches) else [Part("same", same)]
            continue
        for unit in units:
            if drawn >= DRAWN:
                left += sum(bool(entry.changes) for entry in unit)
            elif unit[0].table:
                part = _table(unit)
                drawn += sum(bool(entry.changes) for entry in unit)
                parts.append(part)
            else:
                drawn += 1
                if not parts or parts[-1].kind != "open":
                    parts.append(Part("open"))
                parts[-1].entries.append(unit[0])
    return parts, left


def _units(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    for table, group in groupby(entries, key=lambda entry: entry.table):
        if table:
            yield list(group)
        else:
            yield from ([entry] for entry in group)


def _is_changed(unit: Sequence[Entry]) -> bool:
    return any(entry.changes or entry.fate != "same" for entry in unit)


def _same(entries: list[Entry]) -> list[Part]:
    """Fold a stretch, but for the heading under which the next change stands."""
    place = next(
        (n for n in range(len(entries) - 1, -1, -1) if entries[n].tag in HEADINGS), len(entries)
    )
    cut = (entries[:place], entries[place : place + 1], entries[place + 1 :])
    return [
        Part(kind, some) for kind, some in zip(("same", "open", "same"), cut, strict=True) if some
    ]


def _table(unit: list[Entry]) -> Part:
    lines: list[Line] = []
    for _number, group in groupby(unit, key=lambda entry: entry.line):
        cells = [list(same) for _c, same in groupby(group, key=lambda entry: entry.column)]
        fates = {entry.fate for cell in cells for entry in cell}
        whole = all(entry.whole == "line" for cell in cells for entry in cell)
        fate = fates.pop() if len(fates) == 1 and whole else ""
        changed = any(entry.changes or entry.fate != "same" for c in cells for entry in c)
        lines.append(Line(cells, 0, fate or ("changed" if changed else "same")))
    if len(lines) > SHORT_TABLE:
        lines = list(_folded(lines))
    drawn = 0
    for place, each in enumerate(lines):
        drawn += each.fate != "same"
        if drawn > DRAWN:
            rest = lines[place:]
            lines = [*lines[:place], Line(folded=len(rest), fate="cut")]
            break
    return Part("table", unit, lines)


def _folded(lines: list[Line]) -> Iterable[Line]:
    """Keep the head, the changed lines and their neighbours."""
    near = {
        number + step
        for number, each in enumerate(lines)
        if each.fate != "same"
        for step in (-1, 0, 1)
    } | {0, 1}
    for kept, group in groupby(enumerate(lines), key=lambda each: each[0] in near):
        some = [each for _number, each in group]
        if kept or len(some) < 3:
            yield from some
        else:
            yield Line(folded=len(some))
