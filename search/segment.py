"""Cut folded text into the tokens that are indexed.

A run of Han characters becomes its overlapping pairs and, once more, its last character:
`国务院` gives `国务`, `务院`, `院`. A run of letters and digits is one token. Everything else
separates runs and is dropped.

No dictionary of words is used: a word segmenter finds 公积金 only where it cut the text there
itself, and a portal's abbreviations are in no dictionary. With pairs every phrase of the text is
found, at each length, and nothing that is not in it.
"""

import re
from operator import add
from typing import Final

#: Version of fold, segmentation and record together. An index made by another must be rebuilt.
ANALYZER_VERSION: Final = 3

#: Han characters as the inside of a class of a regular expression.
HAN: Final = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"

_RUN: Final = re.compile(f"[{HAN}]+|[^\\W_{HAN}]+")
_HAN_CHARACTER: Final = re.compile(f"[{HAN}]")


def is_han(run: str) -> bool:
    """Say whether a run, which is of one kind throughout, is Han.

    Args:
        run: A run or a token.

    Returns:
        True when its first character is Han.
    """
    return _HAN_CHARACTER.match(run) is not None


def runs(text: str) -> list[str]:
    """Cut text into runs of one kind.

    Args:
        text: Folded text.

    Returns:
        The runs in their order, without what stands between them.
    """
    return _RUN.findall(text)


def pairs(run: str) -> list[str]:
    """Give the overlapping pairs of a Han run.

    Args:
        run: A run of Han characters.

    Returns:
        One pair fewer than there are characters.
    """
    return list(map(add, run, run[1:]))


def tokens(text: str) -> list[str]:
    """Cut text into the tokens that are indexed.

    Args:
        text: Folded text.

    Returns:
        The tokens in their order; a phrase of the text is a sequence of them.
    """
    found: list[str] = []
    for run in _RUN.findall(text):
        if is_han(run):
            found.extend(map(add, run, run[1:]))
            found.append(run[-1])
        else:
            found.append(run)
    return found
