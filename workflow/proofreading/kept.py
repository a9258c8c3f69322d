"""The lists that come with the program: versioned files of tab-parted lines in `lists/`."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent / "lists"


def version(name: str) -> str:
    """Give the version that a list says of itself."""
    first = (_FOLDER / f"{name}.tsv").read_text().partition("\n")[0]
    return first.removeprefix("# version ").strip()


def rows(name: str, columns: int = 1) -> Iterator[list[str]]:
    """Give the lines of a list, each filled up to so many columns."""
    for line in (_FOLDER / f"{name}.tsv").read_text().splitlines():
        if line and not line.startswith("#"):
            fields = line.split("\t")
            yield fields + [""] * (columns - len(fields))


@dataclass(frozen=True)
class Entry:
    """A word that is looked for, what is known of it, longer words that it may be part of."""

    word: str
    fields: tuple[str, ...]
    unless: tuple[str, ...] = ()

    def stands_in_another(self, text: str, place: int) -> bool:
        """Say whether at this place the word is only part of a longer word that is right."""
        for other in self.unless:
            at = other.find(self.word)
            if at >= 0 and place >= at and text.startswith(other, place - at):
                return True
        return False


class Finder:
    """Looks for many words at once, by their first two characters."""

    def __init__(self, entries: list[Entry]) -> None:
        self._by_start: dict[str, list[Entry]] = defaultdict(list)
        for entry in sorted(entries, key=lambda entry: -len(entry.word)):
            self._by_start[entry.word[:2]].append(entry)

    def find(self, text: str) -> Iterator[tuple[int, Entry]]:
        """Give every place of every word; at one place the longest."""
        starts = self._by_start
        for place in range(len(text) - 1):
            known = starts.get(text[place : place + 2])
            for entry in known or ():
                if text.startswith(entry.word, place):
                    if not entry.stands_in_another(text, place):
                        yield place, entry
                    break


def finder(name: str, *, unless: int | None = None) -> Finder:
    """Make a finder of a list: the word first, then its fields; `unless` is the column of
    exceptions, parted by spaces."""
    return Finder(
        [
            Entry(
                fields[0],
                tuple(fields[1:]),
                tuple(fields[unless].split()) if unless is not None else (),
            )
            for fields in rows(name, 5)
        ]
    )
