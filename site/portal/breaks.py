"""Where a long title may be broken: between its words, as BudouX sees them.

Browsers break Chinese between any two characters, so that a telephone shows 六个 on one line and
月 on the next. A title that is too long for a line gets places where it may break; the style
sheet forbids the others (CSS Text 4, `word-break: keep-all`).
"""

import re
from functools import lru_cache

from budoux import load_default_simplified_chinese_parser

#: A clause of this length fits on a line of a telephone, in large print too: it is never broken.
SHORT = 8
_LONGEST_WORD = 6
_NUMERAL = re.compile(r"[0-9一二三四五六七八九十百千万亿两几第]\Z")
# What goes with the word after it, not with the one before.
_FORWARD = re.compile(r"[和与及或暨0-9一二三四五六七八九十两几第《（“‘]\Z")
# A word of one character between two others.
_LINK = re.compile(r"[的和与及或暨在于对将]\Z")
_PARSER = load_default_simplified_chinese_parser()


@lru_cache(maxsize=4096)
def phrases(text: str) -> tuple[str, ...]:
    """Give the pieces between which a clause may be broken; a short one is one piece.

    A single character stays with its neighbour, a number with what it counts.

    >>> phrases("城区十七条内河水质连续六个月稳定达到三类")
    ('城区', '十七条内河', '水质', '连续', '六个月', '稳定', '达到', '三类')
    """
    if len(text) <= SHORT:
        return (text,)
    found: list[str] = []
    for word in _singles_joined(_PARSER.parse(text)):
        if found and _belong(found[-1], word):
            found[-1] += word
        else:
            found.append(word)
    return tuple(found)


def _singles_joined(words: list[str]) -> list[str]:
    """Take single characters in a row for the word that the model did not know: 春 and 节."""
    found: list[str] = []
    row = 0
    for word in words:
        single = len(word) == 1
        if single and 0 < row < _LONGEST_WORD and not _LINK.match(word):
            found[-1] += word
            row += 1
        else:
            found.append(word)
            row = int(single and not _LINK.match(word))
    return found


def _belong(left: str, right: str) -> bool:
    if _NUMERAL.search(left) or (len(left) == 1 and _FORWARD.match(left)):
        return True
    if len(right) == 1 and _FORWARD.match(right):
        return False
    single = len(left) == 1 or len(right) == 1
    return single and len(left) + len(right) <= _LONGEST_WORD
