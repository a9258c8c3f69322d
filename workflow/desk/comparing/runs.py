"""Compares the words of one block: sentence by sentence, and inside a changed sentence token by
token.

An edit is made readable: what one equal character separates is one edit, an insertion begins where
a clause begins, and a number or a word that elements divide is not divided by an edit.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from workflow.desk.comparing.alignment import Score, align
from workflow.desk.comparing.entries import DELETED, INSERTED, MARKS, SAME, Run
from workflow.desk.comparing.likeness import ALIKE, Shape, likeness, shape
from workflow.desk.comparing.words import WHOLE, Token, written

LARGEST = 250_000
"""Pairs of tokens of one sentence, beyond which its changed middle is shown as a whole."""
ENDS = frozenset("。！？；…\n")
STOPS = ENDS | frozenset("，、：,.;:!?）)（(“”‘’《》 　")
CLOSING = frozenset("”’）)》】")
Tokens = tuple[Token, ...]


def compare(old: Sequence[Token], new: Sequence[Token]) -> list[Run]:
    """Give the stretches of two token sequences; together they hold every token of both."""
    before, after = sentences(old), sentences(new)
    shapes: tuple[list[Shape | None], list[Shape | None]] = (
        [None] * len(before),
        [None] * len(after),
    )

    def score(i: int, j: int) -> float:
        one = shapes[0][i] = shapes[0][i] or shape(written(before[i]))
        other = shapes[1][j] = shapes[1][j] or shape(written(after[j]))
        found = likeness(one, other)
        return found if found >= ALIKE else 0.0

    pairs = align([_keys(each) for each in before], [_keys(each) for each in after], score)
    found: list[Run] = []
    region: list[tuple[int | None, int | None]] = []
    for i, j in [*pairs, (None, None)]:
        if i is not None and j is not None and _keys(before[i]) == _keys(after[j]):
            found += _region(region, before, after, score)
            region = []
            found += _same(before[i], after[j])
        elif i is not None or j is not None:
            region.append((i, j))
    found += _region(region, before, after, score)
    return _joined(found)


def _region(
    pairs: list[tuple[int | None, int | None]],
    before: list[Tokens],
    after: list[Tokens],
    score: Score,
) -> list[Run]:
    """Compare neighbouring sentences that changed; as one where a sentence was parted or joined."""
    apart: list[Run] = []
    for i, j in pairs:
        old = before[i] if i is not None else ()
        new = after[j] if j is not None else ()
        apart += _tokens(old, new) if old and new else _whole(old, new)
    if all(i is not None and j is not None for i, j in pairs) or len(pairs) < 2:
        return apart
    old = tuple(token for i, _j in pairs if i is not None for token in before[i])
    new = tuple(token for _i, j in pairs if j is not None for token in after[j])
    if not old or not new or len(old) * len(new) > LARGEST:
        return apart
    together = _tokens(old, new)
    return together if 10 * _cost(together) < 7 * _cost(apart) else apart


def _cost(runs: Sequence[Run]) -> int:
    return sum(len(run.old) + len(run.new) for run in runs if run.fate in {DELETED, INSERTED})


def _keys(these: Sequence[Token]) -> tuple[object, ...]:
    return tuple(token.key for token in these)


def sentences(these: Sequence[Token]) -> list[Tokens]:
    found: list[Tokens] = []
    begin = 0
    for place, token in enumerate(these):
        ends = token.text[:1] in ENDS if token.text else token.object == ("br", ())
        follows = place + 1 < len(these) and these[place + 1].text in CLOSING
        closes = token.text in CLOSING and place > begin and these[place - 1].text[:1] in ENDS
        if (ends and not follows) or (closes and not follows):
            found.append(tuple(these[begin : place + 1]))
            begin = place + 1
    if begin < len(these):
        found.append(tuple(these[begin:]))
    return found


def _whole(old: Tokens, new: Tokens) -> list[Run]:
    return [*([Run(DELETED, old)] if old else []), *([Run(INSERTED, (), new)] if new else [])]


def _same(old: Tokens, new: Tokens) -> list[Run]:
    """Part equal words where the elements around them became others."""
    if old == new:
        return [Run(SAME, old, new)] if new else []
    found: list[Run] = []
    begin = 0
    for place in range(1, len(new) + 1):
        if place == len(new) or _marks(old, new, place) != _marks(old, new, begin):
            fate = SAME if old[begin].marks == new[begin].marks else MARKS
            found.append(Run(fate, old[begin:place], new[begin:place]))
            begin = place
    return found


def _marks(old: Tokens, new: Tokens, place: int) -> object:
    one, other = old[place].marks, new[place].marks
    return True if one == other else (one, other)


def _tokens(old: Tokens, new: Tokens) -> list[Run]:
    """Compare the tokens of two sentences."""
    a, b = _keys(old), _keys(new)
    start, limit = 0, min(len(a), len(b))
    while start < limit and a[start] == b[start]:
        start += 1
    end = 0
    while end < limit - start and a[-1 - end] == b[-1 - end]:
        end += 1
    ops: list[list[int]] = [[1, 0, start, 0, start]]
    rows, columns = len(a) - end, len(b) - end
    if (rows - start) * (columns - start) > LARGEST or rows == start or columns == start:
        ops.append([0, start, rows, start, columns])
    else:
        matcher = SequenceMatcher(None, a[start:rows], b[start:columns], autojunk=False)
        for verb, i1, i2, j1, j2 in matcher.get_opcodes():
            ops.append([verb == "equal", start + i1, start + i2, start + j1, start + j2])
    ops.append([1, rows, len(a), columns, len(b)])
    found: list[Run] = []
    for equal, i1, i2, j1, j2 in _merged(_glued(ops, old, new), old, new):
        found += _same(old[i1:i2], new[j1:j2]) if equal else _whole(old[i1:i2], new[j1:j2])
    return found


def _glued(ops: list[list[int]], old: Tokens, new: Tokens) -> list[list[int]]:
    """Let no edit end inside a number or a Latin word that elements divide into tokens."""
    for one, other in pairwise(ops):
        if one[0] == other[0] or not (_hangs(old, one[2]) or _hangs(new, one[4])):
            continue
        # Take from the equal stretch what hangs together with the edit beside it.
        step = -1 if one[0] else 1
        equal = one if one[0] else other
        if equal[2] > equal[1]:
            one[2], one[4] = one[2] + step, one[4] + step
            other[1], other[3] = other[1] + step, other[3] + step
    return ops


def _hangs(these: Tokens, place: int) -> bool:
    """Say whether the token at a place belongs to the one before it."""
    if not 0 < place < len(these):
        return False
    one, other = these[place - 1].text[-1:], these[place].text[:1]
    return (one.isdigit() and other.isdigit()) or (
        one.isascii() and other.isascii() and one.isalpha() and other.isalpha()
    )


def _merged(ops: list[list[int]], old: Tokens, new: Tokens) -> list[list[int]]:
    """Join edits that next to nothing separates, and begin an edit where a clause begins."""
    ops = [op for op in ops if op[2] > op[1] or op[4] > op[3]]
    found: list[list[int]] = []
    for place, op in enumerate(ops):
        following = ops[place + 1] if place + 1 < len(ops) else None
        joins = op[0] and found and following and _is_crumb(found[-1], op, following, new)
        if found and not found[-1][0] and (joins or not op[0]):
            found[-1][2], found[-1][4] = op[2], op[4]
        else:
            found.append(list(op))
    return _slid(found, old, new)


def _is_crumb(before: list[int], op: list[int], after: list[int], new: Tokens) -> bool:
    """Say whether an equal stretch only divides what is one edit."""
    between = new[op[3] : op[4]]
    if any(token.text in ENDS or token.text in "，、" for token in between):
        return False
    if len(between) == 1 and len(between[0].text) == 1 and between[0].kind not in WHOLE:
        return True
    if len(between) > 3 or any(token.kind in WHOLE or token.object for token in between):
        return False
    size = 2 * len(between) + 2
    return all(max(each[2] - each[1], each[4] - each[3]) >= size for each in (before, after))


def _slid(ops: list[list[int]], old: Tokens, new: Tokens) -> list[list[int]]:
    """Move a pure insertion or deletion along equal words to where a clause begins."""
    for place in range(1, len(ops) - 1):
        before, op, after = ops[place - 1 : place + 2]
        if op[0] or not (before[0] and after[0]):
            continue
        side = 3 if op[1] == op[2] else 1 if op[3] == op[4] else 0
        if not side:
            continue
        these = new if side == 3 else old
        begin, end = op[side], op[side + 1]
        steps = 0
        while (
            before[side + 1] - before[side] > steps + 1
            and these[begin - 1 - steps].key == these[end - 1 - steps].key
            and these[begin - 1 - steps].marks == these[end - 1 - steps].marks
        ):
            steps += 1
        for step in range(steps + 1):
            if these[begin - step - 1].text[:1] in STOPS and these[begin - step - 1].text:
                op[1:] = [each - step for each in op[1:]]
                before[2], before[4] = before[2] - step, before[4] - step
                after[1], after[3] = after[1] - step, after[3] - step
                break
    return ops


def _joined(runs: list[Run]) -> list[Run]:
    """Join neighbours of one fate; a deletion stands before the insertion that replaces it.

    Whole sentences that came or went stay apart, so that each can be found where it moved to.
    """
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if last and last.fate == run.fate == SAME:
            found[-1] = Run(SAME, last.old + run.old, last.new + run.new)
        else:
            found.append(run)
    return found
