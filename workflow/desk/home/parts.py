"""The parts that a home screen is made of."""

from dataclasses import dataclass, field

from workflow.desk.rows import Row

SHOWN = 5


@dataclass(frozen=True)
class Entry:
    """One line of a part that is not an item under review."""

    title: str
    url: str = ""
    meta: list[str] = field(default_factory=list)
    note: str = ""
    right: str = ""
    late: bool = False


@dataclass(frozen=True)
class Part:
    """A list under its heading. `count` is that of everything it names, of which some are shown;
    `asks` says that the person has to do something about each."""

    key: str
    heading: str
    count: int = 0
    asks: bool = False
    counted: bool = True
    hot: bool = False
    words: str = ""
    rows: list[Row] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    url: str = ""
    empty: str = ""

    @property
    def more(self) -> int:
        """How many are not shown."""
        return max(0, self.count - len(self.rows) - len(self.entries))
