"""Pairs the lines, then the columns, then the cells of two versions of a table."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from workflow.desk.comparing.alignment import Match, align
from workflow.desk.comparing.entries import Entry
from workflow.desk.comparing.likeness import ALIKE, Shape, likeness, shape
from workflow.desk.comparing.reading import Block

SAMPLED = 60
"""Paired lines that are looked at to find out which columns belong together."""


@dataclass
class Cell:
    """One cell, or something between the lines, such as a caption."""

    place: int
    column: int
    width: int
    blocks: list[Block] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words of the cell."""
        return "".join(block.text for block in self.blocks)


@dataclass
class Line:
    """One line of a table."""

    number: int
    cells: list[Cell] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words of the line."""
        return "\t".join(cell.text for cell in self.cells)


def lines(blocks: Sequence[Block]) -> list[Line]:
    """Arrange the blocks of a table in lines and cells."""
    found: list[Line] = []
    for block in blocks:
        _table, number, place, column, width = block.cell or (0, -1, -1, 0, 1)
        if (
            not found
            or found[-1].number != number
            or (place < 0 and found[-1].cells[-1].place >= 0)
        ):
            found.append(Line(number))
        cells = found[-1].cells
        if not cells or cells[-1].place != place:
            cells.append(Cell(place, column, width))
        cells[-1].blocks.append(block)
    return found


def pair(old: Sequence[Block], new: Sequence[Block], table: int) -> list[Entry]:
    """Give the entries of a table, line by line; one version may lack it."""
    before, after = lines(old), lines(new)
    shapes: dict[tuple[int, int], Shape] = {}

    def shaped(side: int, place: int) -> Shape:
        key = side, place
        if key not in shapes:
            shapes[key] = shape((before if side == 0 else after)[place].text)
        return shapes[key]

    def score(i: int, j: int) -> float:
        one, other = before[i], after[j]
        if (one.cells[0].place < 0) != (other.cells[0].place < 0):
            return 0.0
        found = likeness(shaped(0, i), shaped(1, j))
        # The first cell names the line.
        if one.cells[0].text and one.cells[0].text == other.cells[0].text:
            found = min(0.99, found + 0.3)
        return found if found >= ALIKE else 0.0

    pairs = align([_content(each) for each in before], [_content(each) for each in after], score)
    together = [(i, j) for i, j in pairs if i is not None and j is not None]
    columns = _columns([(before[i], after[j]) for i, j in together])
    found: list[Entry] = []
    for number, (i, j) in enumerate(pairs):
        one = before[i] if i is not None else None
        other = after[j] if j is not None else None
        found += _line(one, other, columns, table, number)
    return found


def _content(line: Line) -> tuple[object, ...]:
    return tuple((cell.column, cell.width, b.content) for cell in line.cells for b in cell.blocks)


def _columns(pairs: Sequence[tuple[Line, Line]]) -> list[Match]:
    """Say which columns belong together, by the words in the lines that do."""
    if len(pairs) > SAMPLED:
        pairs = pairs[:: len(pairs) // SAMPLED]
    was: dict[int, list[str]] = defaultdict(list)
    now: dict[int, list[str]] = defaultdict(list)
    for number, (one, other) in enumerate(pairs):
        for side, line in ((was, one), (now, other)):
            for cell in line.cells:
                if cell.place >= 0:
                    side[cell.column].append(f"{number} {cell.text}")
    old, new = sorted(was), sorted(now)
    if len(old) == len(new) and _share(was, now, zip(old, new, strict=True)) >= ALIKE:
        return list(zip(old, new, strict=True))

    def score(i: int, j: int) -> float:
        one, other = Counter(was[old[i]]), Counter(now[new[j]])
        common = 2 * (one & other).total() / max(1, one.total() + other.total())
        if not common and i == j and len(old) == len(new):
            return ALIKE / 2
        return common if common >= ALIKE / 2 else 0.0

    matches = align([f"old {column}" for column in old], [f"new {column}" for column in new], score)
    return [
        (old[i] if i is not None else None, new[j] if j is not None else None) for i, j in matches
    ]


def _share(
    was: dict[int, list[str]], now: dict[int, list[str]], pairs: "zip[tuple[int, int]]"
) -> float:
    common = total = 0
    for one, other in pairs:
        before, after = Counter(was[one]), Counter(now[other])
        common += (before & after).total()
        total += max(before.total(), after.total())
    return common / total if total else 1.0


def _line(
    old: Line | None, new: Line | None, columns: Sequence[Match], table: int, number: int
) -> list[Entry]:
    """Give the entries of one line; columns say which cells belong together."""
    whole = "" if old and new else "line"
    was = {cell.column: cell for cell in old.cells} if old else {}
    now = {cell.column: cell for cell in new.cells} if new else {}
    order = [*columns]
    seen = {i for i, _j in order}, {j for _i, j in order}
    # What no sampled line has: wide cells and cells that only this line has, place by place.
    lost = [column for column in was if column not in seen[0]]
    found = [column for column in now if column not in seen[1]]
    shared = min(len(lost), len(found)) if lost and found else 0
    order += list(zip(lost[:shared], found[:shared], strict=True))
    order += [(column, None) for column in lost[shared:]]
    order += [(None, column) for column in found[shared:]]
    cells = [
        (was.get(i) if i is not None else None, now.get(j) if j is not None else None, i, j)
        for i, j in order
    ]
    rising = _rising([each[:2] for each in cells])
    if not rising:
        cells = _by_place(old, new)
    entries: list[Entry] = []
    for place, (one, other, i, j) in enumerate(cells):
        if one is None and other is None:
            continue
        column_gone = bool(old and new) and (i is None or j is None) and bool(columns)
        kind = whole or ("column" if column_gone else "")
        entries += _cell(one, other, table, number, place, kind)
    return entries


def _rising(cells: Sequence[tuple[Cell | None, Cell | None]]) -> bool:
    """Say whether the cells of each side come in their own order."""
    for side in (0, 1):
        places = [cell.place for pair_ in cells if (cell := pair_[side]) is not None]
        if places != sorted(places):
            return False
    return True


def _by_place(
    old: Line | None, new: Line | None
) -> list[tuple[Cell | None, Cell | None, int | None, int | None]]:
    was, now = old.cells if old else [], new.cells if new else []
    size = max(len(was), len(now))
    return [
        (
            was[each] if each < len(was) else None,
            now[each] if each < len(now) else None,
            each,
            each,
        )
        for each in range(size)
    ]


def _cell(
    old: Cell | None, new: Cell | None, table: int, line: int, column: int, whole: str
) -> list[Entry]:
    before = old.blocks if old else []
    after = new.blocks if new else []
    shared = min(len(before), len(after))
    pairs: list[tuple[Block | None, Block | None]] = list(
        zip(before[:shared], after[:shared], strict=True)
    )
    pairs += [(block, None) for block in before[shared:]]
    pairs += [(None, block) for block in after[shared:]]
    width = (new or old or Cell(0, 0, 1)).width
    return [
        Entry(one, other, table=table, line=line, column=column, width=width, whole=whole)
        for one, other in pairs
    ]
