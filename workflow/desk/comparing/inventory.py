"""Counts everything once more by other means than the comparison, so that nothing changes unseen.

The walk that reads blocks and the walk here are different ones, and a third, without a parser,
looks whether the parser read all there is. What does not add up is a note of its own.
"""

import html
import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain

from workflow.desk.comparing.entries import Entry, Note
from workflow.desk.comparing.reading import Block, element, tree
from workflow.desk.comparing.words import Element

_COMMENT = re.compile(r"<!--.*?-->|<![^>]*>|<\?[^>]*>", re.DOTALL)
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)(?:\"[^\"]*\"|'[^']*'|[^'\">])*>")
_SPACE = re.compile(r"\s+")


def is_whole(source: str, blocks: Sequence[Block]) -> bool:
    """Say whether blocks hold every element and every character of a source."""
    bare = _COMMENT.sub("", source)
    tags = sum(not found[1] for found in _TAG.finditer(bare))
    words = _SPACE.sub("", html.unescape(_TAG.sub("", bare)))
    read = _SPACE.sub("", "".join(block.text for block in blocks))
    return words == read and tags == sum(len(block.started) for block in blocks)


def elements(source: str) -> Counter[Element]:
    """Count every element with its attributes."""
    root = tree(source)
    if root is None:
        return Counter()
    return Counter(
        element(node) for node in root.iter() if node is not root and isinstance(node.tag, str)
    )


def missing(old: str, new: str, entries: Sequence[Entry]) -> list[Note]:
    """Give what the entries of a comparison do not account for."""
    notes = []
    for source, side in ((old, "old"), (new, "new")):
        blocks = [getattr(entry, side) for entry in entries]
        counted = Counter(chain.from_iterable(each.started for each in blocks if each))
        found = elements(source)
        for each in sorted((found - counted) + (counted - found)):
            notes.append(Note("inventory", spell(each), f"{counted[each]} ≠ {found[each]}"))
    return notes


def spell(each: Element | None) -> str:
    """Write an element as its start tag."""
    if each is None:
        return ""
    name, attributes = each
    return "<" + " ".join([name, *(f'{key}="{value}"' for key, value in attributes)]) + ">"
