"""The result of a comparison: entries in reading order, stretches of words in them, changes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from workflow.desk.comparing.reading import Block
from workflow.desk.comparing.words import Token, written

SAME, MARKS, DELETED, INSERTED, LEFT, ARRIVED = "same", "marks", "del", "ins", "left", "arrived"
"""Fates of a stretch: the same, other elements around the same words, gone, come, moved."""
AROUND = 12
"""Characters of the words around a change that are kept."""


@dataclass(eq=False)
class Change:
    """One place that a reviewer has to look at.

    `kind` says what sort of thing changed (`summary.KINDS`), `risks` why it weighs, `old` and
    `new` from what to what, `before` and `after` the words around it, `label` the name of a field,
    `parts` the cells of a line that changed: heading, old, new; `inner` the edits of one field.
    """

    kind: str
    old: str = ""
    new: str = ""
    risks: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    label: object = ""
    parts: list[tuple[str, str, str]] = field(default_factory=list)
    inner: "list[Change]" = field(default_factory=list)
    number: int = 0
    echo: bool = False
    """Whether another change, whose number it has, says the same."""

    @property
    def weighty(self) -> bool:
        """Whether a reviewer must look here first."""
        return bool(self.risks)


@dataclass(eq=False)
class Run:
    """A stretch of words with one fate; `old` and `new` are its tokens on either side.

    `place` says where a moved one came from or went: the heading above, and which paragraph.
    """

    fate: str
    old: tuple[Token, ...] = ()
    new: tuple[Token, ...] = ()
    change: Change | None = None
    first: bool = False
    place: tuple[str, int] | None = None

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens that are drawn."""
        return self.new or self.old

    @property
    def text(self) -> str:
        """The words of the stretch."""
        return written(self.tokens)


@dataclass(eq=False)
class Note:
    """A change that words alone do not show: `code` says what, `old` and `new` from what to what.

    `words` are the words it is about; of an alternative text, the picture's address.
    """

    code: str
    old: str = ""
    new: str = ""
    words: str = ""
    change: Change | None = None
    first: bool = False


@dataclass(eq=False)
class Entry:
    """One block of the comparison, on one side or on both.

    `line` and `column` place it in a table of the result (`table` counts them); `whole` says that
    the whole ``line`` or ``column`` came or went. `first` are the changes that no stretch and no
    note of it shows. `altered` says that it stood elsewhere before, in other words.
    """

    old: Block | None
    new: Block | None
    runs: list[Run] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    first: list[Change] = field(default_factory=list)
    table: int = 0
    line: int = -1
    column: int = 0
    width: int = 1
    whole: str = ""
    altered: bool = False

    @property
    def block(self) -> Block:
        """The newest block there is."""
        found = self.new or self.old
        if found is None:
            raise ValueError("an entry needs at least one block")
        return found

    @property
    def tag(self) -> str:
        """The name of the innermost block element."""
        return self.block.tag

    @property
    def fate(self) -> str:
        """``same``, ``changed``, ``inserted``, ``deleted``, ``arrived`` or ``left``."""
        if self.old is None:
            return "arrived" if self.moved else "inserted"
        if self.new is None:
            return "left" if self.moved else "deleted"
        return "changed" if self.notes or any(r.fate != SAME for r in self.runs) else "same"

    @property
    def moved(self) -> bool:
        """Whether all of it went from one place to another."""
        return bool(self.runs) and all(run.fate in {LEFT, ARRIVED} for run in self.runs)

    @property
    def between(self) -> bool:
        """Whether it stands in a table but in no cell of it: a caption."""
        return bool(self.block.cell and self.block.cell[2] < 0)

    @property
    def characters(self) -> int:
        """How many characters of the new version stand here."""
        return len(self.new.text) if self.new else 0


def edits(runs: Sequence[Run]) -> Iterator[tuple[int, int]]:
    """Give the places of neighbouring stretches that were deleted and inserted, as one edit."""
    place = 0
    while place < len(runs):
        end = place
        while end < len(runs) and runs[end].fate in {DELETED, INSERTED}:
            end += 1
        if end > place:
            yield place, end
        place = max(end, place + 1)


def around(runs: Sequence[Run], begin: int, end: int, most: int = AROUND) -> tuple[str, str]:
    """Give the words before and after some stretches."""
    before = after = ""
    while begin and len(before) < most:
        begin -= 1
        before = runs[begin].text + before
    while end < len(runs) and len(after) < most:
        after += runs[end].text
        end += 1
    return before[-most:], after[:most]


def old_tokens(runs: Iterable[Run]) -> list[Token]:
    """Give the tokens of the old version."""
    return [token for run in runs for token in run.old]


def new_tokens(runs: Iterable[Run]) -> list[Token]:
    """Give the tokens of the new version."""
    return [token for run in runs for token in run.new]
