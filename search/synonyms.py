"""Other ways to say a word: 公积金 is found where a document says 住房公积金, 医保 where it says
基本医疗保险. The list `synonyms.txt` is shipped; the unit adds its own (`search.lists`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from search.fold import fold
from search.query import Query, Way
from search.segment import runs

#: Ways in which one word is looked for besides itself.
MOST_WAYS: Final = 6

#: Words that mean the same, folded.
Group = tuple[str, ...]


def read(text: str) -> tuple[Group, ...]:
    """Read a list.

    Args:
        text: Lines of words with blanks between them; `#` begins a remark.

    Returns:
        The groups of at least two words.
    """
    lines = (fold(line.partition("#")[0]).split() for line in text.splitlines())
    groups = (tuple(dict.fromkeys(word for word in line if runs(word))) for line in lines)
    return tuple(group for group in groups if len(group) > 1)


#: The list that is shipped.
SHIPPED: Final = read(Path(__file__).with_name("synonyms.txt").read_text("utf-8"))


def expand(query: Query, groups: Sequence[Group]) -> Query:
    """Add the ways to say each word of a query.

    A word that holds a known one is cut there: 医保缴费 is also looked for as 基本医疗保险 together
    with 缴费, wherever the two stand.

    Args:
        query: A query.
        groups: Words that mean the same.

    Returns:
        The query with its synonyms.
    """
    found = ((word, _ways(word, groups)) for word in query.words)
    return replace(query, synonyms=tuple((word, ways) for word, ways in found if ways))


def _ways(word: str, groups: Iterable[Group]) -> tuple[Way, ...]:
    """Give the other ways to say a word: those of the longest words in it first."""
    ways: dict[Way, None] = {}
    held = [(known, group) for group in groups for known in group if known in word]
    for known, group in sorted(held, key=lambda pair: -len(pair[0])):
        before, _, after = word.partition(known)
        rest = tuple(part for part in (before, after) if runs(part))
        for other in group:
            # What is looked for as it is needs no other word that holds it, or that it holds.
            if other != known and not (rest == () and word in other) and other not in word:
                ways[(other, *rest)] = None
    return tuple(ways)[:MOST_WAYS]
