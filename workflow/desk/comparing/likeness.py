"""Says how much two texts have in common, quickly enough to ask for every pair of a region."""

from typing import NamedTuple

ALIKE = 0.4
"""From this share of common words on, two blocks are read as one block that was changed."""
GROWN = 0.6
"""From this share of the shorter text on that lives on in the longer one, likewise."""
SENTENCE = 8
"""Characters from which on a text is long enough to say so."""
WORD = 4
"""Characters from which on a text that begins or ends the other one lives on in it."""
SHORT = 12
"""Characters up to which single characters are compared; beyond, pairs of neighbours."""
MEASURED = 4_000
"""Characters of a text that are looked at: enough to know it again."""


class Shape(NamedTuple):
    """What is compared of a text: its characters and its pairs of neighbours."""

    text: str
    singles: frozenset[str]
    pairs: frozenset[str]


def shape(text: str) -> Shape:
    """Prepare a text for being compared."""
    words = text[:MEASURED]
    return Shape(text, frozenset(words), frozenset(map(str.__add__, words, words[1:])))


def likeness(one: Shape, other: Shape) -> float:
    """Say how much of two texts is common, from 0 to 1."""
    if one.text == other.text:
        return 1.0
    shorter = min(len(one.text), len(other.text))
    if not shorter:
        return 0.0
    if shorter <= SHORT:
        share = 2 * len(one.singles & other.singles) / (len(one.singles) + len(other.singles))
        # One short and one long text meet by chance.
        share *= min(1.0, 2 * shorter / max(len(one.text), len(other.text)) + 0.2)
    else:
        share = 2 * len(one.pairs & other.pairs) / (len(one.pairs) + len(other.pairs))
    if shorter >= WORD and _begins_or_ends(one.text, other.text):
        share = max(share, GROWN)
    if shorter >= SENTENCE:
        kept = len(one.pairs & other.pairs) / max(1, min(len(one.pairs), len(other.pairs)))
        if kept >= GROWN:
            share = max(share, kept)
    return min(share, 0.99)


def _begins_or_ends(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.startswith(short) or long.endswith(short)
