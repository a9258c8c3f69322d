"""Pairs the blocks, and inside a pair the tokens, of two versions. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from workflow.desk.blocks import Block, Token

ALIKE = 0.4
"""From this share of common tokens on, two blocks are read as one block that was changed."""
GROWN = 0.6
"""From this share of the shorter block on that lives on in the longer one, likewise."""
SENTENCE = 8
"""Tokens from which on a block is long enough to say so."""
LARGEST_TABLE = 40_000
"""Comparisons of one changed region, beyond which blocks are paired in order."""

Pair = tuple[Block | None, Block | None]


@dataclass(frozen=True)
class Run:
    """A stretch of tokens with one fate: ``same ins del moved_in moved_out``."""

    fate: str
    tokens: tuple[Token, ...]

    @property
    def text(self) -> str:
        """The words of the stretch."""
        return "".join(token.text for token in self.tokens)


def pair(old: Sequence[Block], new: Sequence[Block]) -> list[Pair]:
    """Align two sequences of blocks; a block without a partner is paired with None."""
    pairs: list[Pair] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for verb, i1, i2, j1, j2 in matcher.get_opcodes():
        if verb == "equal":
            pairs.extend(zip(old[i1:i2], new[j1:j2], strict=True))
        else:
            pairs.extend(_region(old[i1:i2], new[j1:j2]))
    return pairs


def _region(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Pair]:
    """Find the pairing of a changed region with the greatest likeness, keeping the order."""
    if not old or not new or len(old) * len(new) > LARGEST_TABLE:
        yield from _in_order(old, new)
        return
    rows, columns = len(old), len(new)
    score = [[likeness(a, b) for b in new] for a in old]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            together = score[i][j] + best[i + 1][j + 1] if score[i][j] >= ALIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], together)
    i = j = 0
    while i < rows and j < columns:
        if score[i][j] >= ALIKE and best[i][j] == score[i][j] + best[i + 1][j + 1]:
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield old[i], None
            i += 1
        else:
            yield None, new[j]
            j += 1
    yield from ((block, None) for block in old[i:])
    yield from ((None, block) for block in new[j:])


def _in_order(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Pair]:
    shared = min(len(old), len(new))
    yield from zip(old[:shared], new[:shared], strict=True)
    yield from ((block, None) for block in old[shared:])
    yield from ((None, block) for block in new[shared:])


def likeness(old: Block, new: Block) -> float:
    """Say how much of two blocks is common, from 0 to 1."""
    if not old.tokens or not new.tokens:
        # Cells and other places keep their partner even when their words go or come.
        return ALIKE if old.tag == new.tag and old.tag in {"td", "th"} else 0.0
    if old.text == new.text and old.text:
        return 1.0
    matcher = SequenceMatcher(
        None, [_plain(t) for t in old.tokens], [_plain(t) for t in new.tokens], autojunk=False
    )
    share = max(matcher.ratio(), _contained(matcher, min(len(old.tokens), len(new.tokens))))
    return max(share, ALIKE) if old.tag == new.tag and old.tag in {"td", "th"} else share


def _contained(matcher: "SequenceMatcher[str]", shorter: int) -> float:
    """Say how much of the shorter block lives on in the longer one: a sentence that grew.

    Only stretches of two and more count, because single characters meet by chance.
    """
    common = sum(block.size for block in matcher.get_matching_blocks() if block.size > 1)
    return common / shorter if shorter >= SENTENCE and common / shorter >= GROWN else 0.0


def _plain(token: Token) -> str:
    return token.text or (f"<{token.object[0]}>" if token.object else "")


def runs(old: Sequence[Token], new: Sequence[Token]) -> list[Run]:
    """Compare the tokens of one block; edits that one character separates become one edit."""
    matcher = SequenceMatcher(
        None, [(t.text, t.object) for t in old], [(t.text, t.object) for t in new], autojunk=False
    )
    codes = matcher.get_opcodes()
    found: list[Run] = []
    gone: list[Token] = []
    come: list[Token] = []

    def close() -> None:
        if gone:
            found.append(Run("del", tuple(gone)))
        if come:
            found.append(Run("ins", tuple(come)))
        gone.clear()
        come.clear()

    for place, (verb, i1, i2, j1, j2) in enumerate(codes):
        if verb != "equal" or (
            i2 - i1 == 1 and len(new[j1].text) == 1 and gone and come and place + 1 < len(codes)
        ):
            gone += old[i1:i2]
            come += new[j1:j2]
        else:
            close()
            found.append(Run("same", tuple(new[j1:j2])))
    close()
    return found
