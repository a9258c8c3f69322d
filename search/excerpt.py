"""What a visitor sees of a hit: a piece of the released text with the matches marked.

The text is the caller's, taken from a verified release; the index has no part in it. Offsets are
found in the folded text, which is as long as the original, and applied to the original.
"""

import re
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.fold import fold
from search.query import Query, Way
from search.segment import is_han, pairs, runs

#: Characters of an excerpt.
LENGTH: Final = 110
_READ: Final = 100_000
_MOST_MATCHES: Final = 200
#: Characters before the first match in which a beginning of a sentence is sought.
_LEAD: Final = 24
_SENTENCE: Final = re.compile(r"[。！？；!?;\n]\s*")

Span = tuple[int, int]


def mark_title(title: str, query: Query) -> SafeString:
    """Mark what was looked for in a title.

    Args:
        title: Title as released.
        query: What was looked for.

    Returns:
        The whole title as HTML, escaped, matches in `<mark>`.
    """
    return _marked(title, 0, len(title), _matches(title, query))


def excerpt(text: str, query: Query, *, length: int = LENGTH) -> SafeString:
    """Cut the piece of a text that shows most of what was looked for.

    Args:
        text: Plain text as released.
        query: What was looked for.
        length: Most characters of the text to show.

    Returns:
        The piece as HTML, escaped, matches in `<mark>`, `…` where text was left out; the
        beginning of the text when nothing matches.
    """
    text = text[:_READ].strip()
    spans = _matches(text, query)
    start = _start(text, spans, length)
    end = min(len(text), start + length)
    return mark_safe(
        ("…" if start else "") + _marked(text, start, end, spans) + ("…" if end < len(text) else "")
    )


def holds(text: str, query: Query, quantifier: Callable[[Iterable[bool]], bool] = all) -> bool:
    """Say whether a text holds what was looked for.

    Args:
        text: Plain text as released.
        query: What was looked for.
        quantifier: All of it, or any.

    Returns:
        True when each word stands there in one of its ways, each phrase and each number.
    """
    folded = fold(text[:_READ])

    def stands(term: str) -> bool:
        return re.search(_pattern(term), folded) is not None

    words = (any(all(map(stands, way)) for way in query.ways(word)) for word in query.words)
    numbers = (any(map(stands, number.spellings)) for number in query.numbers)
    return quantifier(chain(words, map(stands, query.phrases), numbers))


def _matches(text: str, query: Query) -> list[Span]:
    """Find what was looked for: as it was said where it stands so, otherwise its pairs."""
    folded = fold(text)
    spans: list[Span] = []
    missing: list[str] = []
    for term in (*query.words, *query.phrases):
        found = _find(_pattern(term), folded)
        if not found:
            found = _said_otherwise(query.ways(term)[1:], folded)
        spans += found
        if not found:
            missing.append(term)
    for number in query.numbers:
        found = _find("|".join(map(_pattern, number.spellings)), folded)
        spans += found
        if not found:
            missing.append(number.spellings[0])
    tokens = [
        token
        for term in missing
        for run in runs(term)
        for token in (pairs(run) if is_han(run) else [run])
    ]
    if tokens:
        # Looked ahead for, so that overlapping pairs are all seen.
        pattern = "|".join(map(_pattern, dict.fromkeys(tokens)))
        spans += _find(f"(?=({pattern}))", folded, group=1)
    return _joined(spans)


def _said_otherwise(ways: Iterable[Way], folded: str) -> list[Span]:
    """Find the first way to say a word of which all parts stand in a text."""
    for way in ways:
        found = [_find(_pattern(part), folded) for part in way]
        if all(found):
            return list(chain.from_iterable(found))
    return []


def _pattern(term: str) -> str:
    """Give the expression of a term: its runs, with at most three marks between them."""
    parts = [run if is_han(run) else f"(?<![0-9a-z]){run}(?![0-9a-z])" for run in runs(term)]
    return r"[\W_]{0,3}".join(parts)


def _find(pattern: str, folded: str, group: int = 0) -> list[Span]:
    """Give where a pattern stands, at most `_MOST_MATCHES` times."""
    found: list[Span] = []
    for match in re.finditer(pattern, folded):
        found.append(match.span(group))
        if len(found) == _MOST_MATCHES:
            break
    return found


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Put spans in order, and join those that touch."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif end > start:
            joined.append((start, end))
    return joined


def _start(text: str, spans: list[Span], length: int) -> int:
    """Choose where the piece begins: it shows most of what matches, from a sentence on."""
    if not spans or len(text) <= length:
        return 0
    best, most = spans[0][0], 0
    for first, (start, _) in enumerate(spans):
        shown = {
            text[span[0] : span[1]]: span[1] - span[0]
            for span in spans[first : first + 40]
            if span[1] <= start + length - _LEAD
        }
        if sum(shown.values()) > most:
            best, most = start, sum(shown.values())
    lead = max(0, best - _LEAD)
    if lead == 0:
        return 0
    for match in _SENTENCE.finditer(text, lead, best):
        lead = match.end()
    return min(lead, len(text) - length)


def _marked(text: str, start: int, end: int, spans: list[Span]) -> SafeString:
    """Escape a piece of text and mark the spans in it."""
    pieces: list[str] = []
    position = start
    for first, last in spans:
        first, last = max(first, start), min(last, end)
        if first >= last:
            continue
        pieces += [
            escape(text[position:first]),
            "<mark>",
            escape(text[first:last]),
            "</mark>",
        ]
        position = last
    pieces.append(escape(text[position:end]))
    return mark_safe("".join(pieces))
