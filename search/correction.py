"""What was meant by a word that stands nowhere: one slip away, in words that were released.

Of a run of characters the pairs that stand in no released text show where the slip is. What is put
there sounds the same, looks the same, or is what an editing step leaves; and whatever comes of it
must stand in a released text as it is.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from search import vocabulary
from search.engine import MAX_TEXTS, Engine
from search.query import Query
from search.segment import is_han, pairs, runs
from search.sounds import alike

#: Characters of a run in which a slip is looked for, and words of a question.
LONGEST: Final = 16
MOST_WORDS: Final = 4
#: Characters of the same sound that are tried at a place.
_SOUNDS: Final = 150
#: How often an engine is asked for `MAX_TEXTS` texts.
_STEPS: Final = 3


def _load(path: Path) -> Mapping[str, str]:
    groups = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    table: dict[str, str] = {}
    for group in groups:
        for character in group:
            table[character] = table.get(character, "") + group.replace(character, "")
    return table


_LOOKALIKES: Final = _load(Path(__file__).with_name("lookalikes.txt"))


def correct(query: Query, engine: Engine, now: datetime) -> str:
    """Say what a visitor may have meant.

    Args:
        query: What was looked for and not found as it is.
        engine: What knows the released texts.
        now: The moment of asking.

    Returns:
        The words of the query with slips put right, or nothing when there is nothing better.
    """
    words = query.words[:MOST_WORDS]
    meant = [_word(word, engine, now) for word in words]
    rest = [f'"{phrase}"' for phrase in query.phrases] + [f"-{word}" for word in query.excluded]
    if query.numbers or tuple(meant) == words or not any(meant):
        return ""
    return " ".join([*meant, *rest])


def _word(word: str, engine: Engine, now: datetime) -> str:
    """Put right each run of a word."""
    for run in runs(word):
        better = _run(run, engine, now) if is_han(run) else _spoken(run, engine, now)
        if better:
            word = word.replace(run, better, 1)
    return word


def _spoken(run: str, engine: Engine, now: datetime) -> str:
    """Take letters for the sound of a word, when they stand nowhere as they are."""
    if not (run.isascii() and run.isalpha() and len(run) > 2) or engine.holding([run], now=now):
        return ""
    return _best(vocabulary.spoken(run)[:8], engine, now)


def _run(run: str, engine: Engine, now: datetime) -> str:
    """Put one slip right in a run of Han characters."""
    if not 2 <= len(run) <= LONGEST:
        return ""
    held = engine.holding(pairs(run), now=now)
    missing = [place for place, pair in enumerate(pairs(run)) if pair not in held]
    if not missing:
        return ""
    # A slip spoils the pair before it and the pair after it.
    first, last = missing[0], missing[-1] + 1
    if last - first > 3:
        return ""
    candidates = dict.fromkeys(_candidates(run, first, last))
    return _best([text for text in candidates if text != run], engine, now, around=(first, last))


def _candidates(run: str, first: int, last: int) -> list[str]:
    """Give what one slip could have made of: same sound, same shape, swapped, missing, too many."""
    inner = range(first + 1, last) if last - first > 1 else range(first, last + 1)
    found = [
        run[:place] + other + run[place + 1 :]
        for place in inner
        for other in _LOOKALIKES.get(run[place], "") + alike(run[place])[:_SOUNDS]
    ]
    swapped = [
        run[:at] + run[at + 1] + run[at] + run[at + 2 :]
        for at in range(first, min(last, len(run) - 1))
    ]
    shorter = [run[:at] + run[at + 1 :] for at in range(first, last + 1) if len(run) > 2]
    longer = [
        text
        for at in range(max(1, first), last + 1)
        for text in vocabulary.between(run[:at], run[at:])
    ]
    return [*swapped, *found, *longer, *shorter]


def _held(texts: Sequence[str], engine: Engine, now: datetime) -> dict[str, int]:
    """Count in a few steps what is too much for one."""
    held: dict[str, int] = {}
    for start in range(0, min(len(texts), _STEPS * MAX_TEXTS), MAX_TEXTS):
        held |= engine.holding(texts[start : start + MAX_TEXTS], now=now)
    return held


def _best(
    candidates: Sequence[str],
    engine: Engine,
    now: datetime,
    around: tuple[int, int] | None = None,
) -> str:
    """Choose the candidate that stands in most texts as it is; else by what is around the slip."""
    if not candidates:
        return ""
    held = _held(candidates, engine, now)
    if not held and around is not None:
        # The question as a whole stands nowhere; the piece around the slip must.
        first, last = around
        pieces = {text: text[max(0, first - 1) : last + 2] for text in candidates}
        counts = _held(list(dict.fromkeys(pieces.values())), engine, now)
        held = {
            text: counts[piece]
            for text, piece in pieces.items()
            if piece in counts and len(piece) > 2
        }
    # Of equals the earlier one: what sounds or looks the same before what is merely near.
    order = {text: -place for place, text in enumerate(candidates)}
    return max(held, key=lambda text: (held[text], order[text]), default="")
