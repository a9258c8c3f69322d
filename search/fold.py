"""Fold characters that a reader takes for the same: width, case, script, compatibility forms.

The fold keeps the length of the text: the character at a position of the folded text stands for
the character at the same position of the original, so that a match can be marked in the original
without any map. Index and query use the same fold; what it maps a character to is never shown.

The table `fold.tsv` names its sources and how it is made.
"""

from pathlib import Path
from typing import Final

REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"


def _load(path: Path) -> dict[int, int]:
    """Read the table.

    Args:
        path: File of lines `character`, tab, `character`; lines that begin with `#` are skipped.

    Returns:
        Code point to code point, for `str.translate`.
    """
    table = {point: point + 32 for point in range(ord("A"), ord("Z") + 1)}
    # A lone surrogate cannot be written to a database.
    table |= dict.fromkeys(range(0xD800, 0xE000), ord(REPLACEMENT))
    # A zero byte ends a string in parts of SQLite.
    table[0] = ord(REPLACEMENT)
    for line in path.read_text("utf-8").split("\n"):
        if line and not line.startswith("#"):
            seen, searched = line.split("\t")
            table[ord(seen)] = ord(searched)
    return table


_TABLE: Final = _load(Path(__file__).with_name("fold.tsv"))


def fold(text: str) -> str:
    """Fold each character of a text.

    Args:
        text: Any text.

    Returns:
        A text of the same length; folding it again changes nothing.
    """
    return text.translate(_TABLE)
