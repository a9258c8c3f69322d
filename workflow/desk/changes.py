"""What changed between two versions of HTML, for a reviewer of Chinese text. Pure.

Blocks are aligned, then compared token by token inside one block, so that the result is always
valid HTML. Changes of attributes and of structure are notes in words. At the end the inventories
of all elements are compared, so that nothing can change unseen.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from workflow.desk.alignment import Pair, Run, pair, runs
from workflow.desk.blocks import Block, Element, Token, blocks, inventory, tokens

SHORTEST_MOVE = 6
"""Characters from which on a deleted run that reappears counts as moved."""
_WEIGHTY = re.compile(r"[\d〇零一二三四五六七八九十百千万亿]|[不无未非禁免否停]|[元％%￥¥]")


@dataclass(frozen=True)
class Note:
    """A change that words alone do not show: `code` says what, `old` and `new` from what to what.

    `element` is the start tag that an inventory note counts; a note of a row that already names it
    makes the inventory's note superfluous.
    """

    code: str
    old: str = ""
    new: str = ""
    element: str = ""


@dataclass
class Row:
    """One block of the comparison: ``same``, ``changed``, ``inserted`` or ``deleted``."""

    fate: str
    tag: str
    runs: list[Run]
    notes: list[Note] = field(default_factory=list)
    number: int = 0
    weighty: bool = False

    @property
    def old(self) -> str:
        """The words that went."""
        return " … ".join(r.text for r in self.runs if r.fate in {"del", "moved_out"} and r.text)

    @property
    def new(self) -> str:
        """The words that came."""
        return " … ".join(r.text for r in self.runs if r.fate in {"ins", "moved_in"} and r.text)


@dataclass(frozen=True)
class Comparison:
    """The whole result: rows in reading order and the notes that belong to no single row."""

    rows: list[Row]
    notes: list[Note]

    @property
    def changed(self) -> list[Row]:
        """The rows in which something changed."""
        return [row for row in self.rows if row.fate != "same"]

    @property
    def count(self) -> int:
        """How many places a reviewer has to look at."""
        return len(self.changed) + len(self.notes)


def compare_html(old: str, new: str) -> Comparison:
    """Compare two fragments; every difference is in a row or in a note."""
    pairs = pair(blocks(old), blocks(new))
    rows = [_row(*each) for each in pairs]
    _moves(rows)
    number = 0
    for row in rows:
        if row.fate != "same":
            number += 1
            row.number = number
            row.weighty = _is_weighty(row)
    said = " ".join(f"{note.old} {note.new}" for row in rows for note in row.notes)
    notes = [note for note in _inventory_notes(old, new, pairs) if note.element not in said]
    if old != new and not number and not notes:
        notes.append(Note("source"))
    return Comparison(rows, notes)


def compare_text(old: str, new: str) -> list[Run]:
    """Compare two plain texts, for fields."""
    return runs(tokens(old), tokens(new))


def _row(old: Block | None, new: Block | None) -> Row:
    if old is None and new is not None:
        return Row("inserted", new.tag, [Run("ins", new.tokens)])
    if new is None and old is not None:
        return Row("deleted", old.tag, [Run("del", old.tokens)])
    if old is None or new is None:
        raise ValueError("a pair needs at least one block")
    if old == new:
        return Row("same", new.tag, [Run("same", new.tokens)])
    return Row("changed", new.tag, runs(old.tokens, new.tokens), list(_notes(old, new)))


def _notes(old: Block, new: Block) -> Iterable[Note]:
    if old.tag != new.tag:
        yield Note("tag", old.tag, new.tag)
    if old.path != new.path:
        yield Note("place", _spell_path(old.path), _spell_path(new.path))
    if old.opens != new.opens:
        yield Note("begins", str(old.opens), str(new.opens))
    if [t.marks for t in old.tokens] != [t.marks for t in new.tokens]:
        yield from _mark_notes(old.tokens, new.tokens)
    before, after = ([spell(t.object) for t in block.tokens if t.object] for block in (old, new))
    if before != after:
        yield Note("object", " ".join(before), " ".join(after))


def _mark_notes(old: Sequence[Token], new: Sequence[Token]) -> Iterable[Note]:
    """Say which words carry other links or other emphasis than before."""
    was, now = _marked(old), _marked(new)
    if was != now:
        gone = [each for each in was if each not in now]
        come = [each for each in now if each not in was]
        yield Note("marks", "；".join(gone), "；".join(come))


def _marked(these: Sequence[Token]) -> list[str]:
    """Give each marked stretch as ``<a href="…">words``."""
    found: list[tuple[Element, str]] = []
    last: tuple[Element, ...] = ()
    for token in these:
        for mark in token.marks:
            if mark in last and any(mark == m for m, _ in found):
                place = max(i for i, (m, _) in enumerate(found) if m == mark)
                found[place] = (mark, found[place][1] + token.text)
            else:
                found.append((mark, token.text))
        last = token.marks
    return [f"{spell(mark)}{text}" for mark, text in found]


def _moves(rows: list[Row]) -> None:
    """Mark a deleted stretch that reappears word for word as moved."""
    gone = {r.text.strip() for row in rows for r in row.runs if r.fate == "del"}
    come = {r.text.strip() for row in rows for r in row.runs if r.fate == "ins"}
    moved = {text for text in gone & come if len(text) >= SHORTEST_MOVE}
    fates = {"del": "moved_out", "ins": "moved_in"}
    for row in rows:
        row.runs = [
            replace(run, fate=fates[run.fate])
            if run.fate in fates and run.text.strip() in moved
            else run
            for run in row.runs
        ]


def _inventory_notes(old: str, new: str, pairs: Sequence[Pair]) -> list[Note]:
    """List elements that are more or fewer than before, but for whole new or deleted blocks."""
    before, after = Counter(inventory(old)), Counter(inventory(new))
    for was, now in pairs:
        if was is None and now is not None:
            after.subtract(_own(now))
        elif now is None and was is not None:
            before.subtract(_own(was))
    gone, come = before - after, after - before
    return [
        Note("inventory", _times(each, before), _times(each, after), spell(each))
        for each in sorted(set(gone) | set(come))
    ]


def _times(each: Element, counted: Counter[Element]) -> str:
    return f"{spell(each)} × {max(counted[each], 0)}"


def _own(block: Block) -> list[Element]:
    """Give the elements that come and go with a block: its own, and those inside it."""
    own: list[Element] = list(block.path[-block.opens :]) if block.opens else []
    last: tuple[Element, ...] = ()
    for token in block.tokens:
        shared = 0
        while shared < min(len(last), len(token.marks)) and last[shared] == token.marks[shared]:
            shared += 1
        own += token.marks[shared:]
        if token.object:
            own.append(token.object)
        last = token.marks
    return own


def _is_weighty(row: Row) -> bool:
    """Say whether a number, money, a negation, a link or an object changed."""
    if any(note.code in {"marks", "object"} for note in row.notes):
        return True
    return any(
        _WEIGHTY.search(run.text) or any(token.object for token in run.tokens)
        for run in row.runs
        if run.fate in {"ins", "del"}
    )


def spell(each: Element | None) -> str:
    """Write an element as its start tag."""
    if each is None:
        return ""
    name, attributes = each
    return "<" + " ".join([name, *(f'{key}="{value}"' for key, value in attributes)]) + ">"


def _spell_path(path: Iterable[Element]) -> str:
    return " ".join(spell(each) for each in path)
