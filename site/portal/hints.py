"""What helps a visitor on: other words, looser filters, sections that may fit, hot words.

All of it is made of words of verified releases, or of what this visitor typed.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from time import monotonic
from typing import Any, Final

from django.utils import timezone

from portal.asking import Asked
from portal.believing import SAID
from portal.choices import Choice, headings
from portal.frame import Frame
from portal.items import Reading, Shown
from search import lists, tallies, vocabulary
from search.correction import correct
from search.engine import get_engine
from search.fold import fold
from search.query import Query
from search.results import Results
from search.segment import is_han, pairs, runs
from search.understanding import understand

#: Words, titles, sections that are offered, and hot words.
_WORDS, _SECTIONS, HOT = 5, 6, 8
#: Days over which a word is hot, and seconds for which they are not counted again.
_DAYS, _SECONDS = 7, 60.0


@dataclass(frozen=True)
class Help:
    """What may find something where nothing was found."""

    words: tuple[Choice, ...]
    loosened: tuple[Choice, ...]
    sections: tuple[Shown, ...]


def pinned(asked: Asked, frame: Frame) -> list[dict[str, str]]:
    """Give the links that the released frame pins to what was typed."""
    said = fold(asked.q)
    entries = frame.details.get("pinned_results")
    return [
        {"title": str(each["title"]), "address": str(each["address"])}
        for each in (entries if isinstance(entries, list) else [])
        if isinstance(each, dict) and said in map(fold, map(str, each.get("words") or []))
    ]


def meant(asked: Asked, reading: Reading) -> str:
    """Give what a visitor may have meant, when releases say every word of it that was not typed."""
    better = correct(asked.query, get_engine(), reading.now) if not asked.number else ""
    typed = set(asked.query.words)
    new = [word for word in understand(better).words if word not in typed]
    return better if all(_said(word, reading) for word in new) else ""


def _said(word: str, reading: Reading) -> bool:
    """Say whether releases say each run of a word, or at least the pairs that it is made of."""
    return all(
        SAID.anywhere(run, reading)
        or (is_han(run) and all(SAID.anywhere(pair, reading) for pair in pairs(run)))
        for run in runs(word)
    )


def hint(asked: Asked, results: Results, reading: Reading) -> Choice | None:
    """Give another search where this one found nothing exactly."""
    if results.exact or asked.query.is_empty or asked.page > 1:
        return None
    better = meant(asked, reading)
    if not better:
        return None
    other = replace(asked, q=better)
    total = _total(other, reading)
    return Choice(better, total, other.address()) if total else None


def when_nothing(asked: Asked, reading: Reading) -> Help:
    """Give what may find something."""
    return Help(
        tuple(_fewer_words(asked, reading)),
        tuple(_looser(asked, reading)),
        tuple(_sections(asked.query, reading)),
    )


def _total(asked: Asked, reading: Reading) -> int:
    found = get_engine().search(asked.query, now=reading.now, filters=asked.filters, per_page=1)
    return found.total


def _fewer_words(asked: Asked, reading: Reading) -> list[Choice]:
    """Give single words of the question, and words of titles that are near to it."""
    query = asked.query
    typed = query.words if len(query.words) + len(query.phrases) > 1 else ()
    near = [word for each in query.words[:2] for word in vocabulary.near(each)]
    found: list[Choice] = []
    for word in dict.fromkeys((*typed[:_WORDS], *query.phrases[:2], *near)):
        spelt = word if word in (*typed, *query.phrases) else SAID.word(word, reading)
        if not spelt or len(found) == _WORDS:
            continue
        other = Asked(spelt)
        if total := _total(other, reading):
            found.append(Choice(spelt, total, other.address()))
    return found


def _looser(asked: Asked, reading: Reading) -> list[Choice]:
    """Give the same search without one of its filters, where that finds something."""
    found = []
    for name, heading in headings().items():
        if getattr(asked, name):
            other: Any = replace(asked, **{name: type(asked).__dict__[name]}, page=1)
            if total := _total(other, reading):
                found.append(Choice(heading, total, other.address()))
    return found


def _sections(query: Query, reading: Reading) -> list[Shown]:
    """Give sections that share a pair of characters with the question, else the topmost."""
    asked = {pair for text in query.terms for run in runs(text) for pair in pairs(run)}
    top = reading.children("")
    known = [*top, *(below for each in top[:_SECTIONS] for below in reading.children(each.uid))]

    def fits(section: Shown) -> int:
        words = f"{section.content.title}{section.details.get('keywords') or ''}"
        own = {pair for run in runs(fold(words)) for pair in pairs(run)}
        return len(asked & own)

    fitting = sorted((each for each in known if fits(each)), key=fits, reverse=True)
    return (fitting or top)[:_SECTIONS]


@dataclass
class _Hot:
    """The hot words as they were counted a moment ago."""

    until: float = 0.0
    words: tuple[str, ...] = ()


_HOT: Final = _Hot()


def hot_words(reading: Reading) -> list[Choice]:
    """Give the words of released titles that were looked for most in the last days."""
    if monotonic() >= _HOT.until:
        since = timezone.localdate() - timedelta(days=_DAYS)
        counted = tallies.most_searched(since, 5 * HOT)
        _HOT.words = tuple(each.text for each in counted if each.searches > each.without)
        _HOT.until = monotonic() + _SECONDS
    hidden = lists.hidden_words()
    shown = []
    for word in _HOT.words:
        spelt = SAID.word(word, reading) if word not in hidden else ""
        if spelt and vocabulary.in_titles(word):
            shown.append(Choice(spelt, 0, Asked(spelt).address()))
        if len(shown) == HOT:
            break
    return shown


def forget_hot_words() -> None:
    """Count the hot words anew with the next page."""
    _HOT.until = 0.0
