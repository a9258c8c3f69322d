"""A query as FTS5 reads it.

Every token goes in as a quoted string. Tokens hold letters, digits and Han characters only, so a
quote cannot be ended and no operator of FTS5 can be written by a visitor.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from search.query import Query, Way
from search.segment import is_han, pairs, runs

#: Pairs with one of these say little about a question.
_FUNCTION_WORDS: Final = frozenset("的了和与及或是在吗呢吧啊么哪谁")


def phrase(text: str) -> str:
    """Give the expression that finds a text as it is, whatever marks stand between its runs.

    Args:
        text: Folded text with at least one run.

    Returns:
        A quoted sequence of tokens, with a star where the last one may go on.
    """
    sequence: list[str] = []
    star = ""
    cut = runs(text)
    for position, run in enumerate(cut):
        last = position == len(cut) - 1
        if not is_han(run):
            sequence.append(run)
            continue
        sequence.extend(pairs(run))
        if not last:
            sequence.append(run[-1])
        elif len(run) == 1:
            # A pair that begins with it, or itself at the end of a run.
            sequence.append(run)
            star = "*"
    return f'"{" ".join(sequence)}"{star}'


def beginning(text: str) -> str:
    """Give the expression that finds a text whose last word is still being typed.

    Args:
        text: Folded text with at least one run.

    Returns:
        As `phrase`, and the last token may go on.
    """
    return phrase(text).rstrip("*") + "*"


def _number(spellings: Iterable[str]) -> str:
    """Give the expression that finds a document number in one of its spellings."""
    return _any(dict.fromkeys(map(phrase, spellings)))


def _any(expressions: Iterable[str]) -> str:
    """Join expressions of which one must hold."""
    joined = list(expressions)
    return f"({' OR '.join(joined)})" if len(joined) > 1 else joined[0]


def _all(way: Way) -> str:
    """Give the expression that finds texts together."""
    return f"({' AND '.join(map(phrase, way))})" if len(way) > 1 else phrase(way[0])


def _without(expression: str, query: Query) -> str:
    """Exclude what the visitor excluded."""
    if query.excluded:
        expression = f"({expression}) NOT {_any(map(phrase, query.excluded))}"
    return expression


def strict(query: Query) -> str:
    """Give the expression of all words, phrases and numbers together.

    Args:
        query: A query that is not empty.

    Returns:
        An expression of FTS5.
    """
    parts = [_any(map(_all, query.ways(word))) for word in query.words]
    parts += [phrase(text) for text in query.phrases]
    parts += [_number(number.spellings) for number in query.numbers]
    return _without(" AND ".join(parts), query)


def relaxed(query: Query, chosen: Sequence[str]) -> str:
    """Give the expression of some tokens, with the quoted phrases.

    Args:
        query: A query.
        chosen: At least one of its tokens.

    Returns:
        An expression of FTS5.
    """
    parts = [_any(phrase(token) for token in chosen), *map(phrase, query.phrases)]
    return _without(" AND ".join(parts), query)


def content_tokens(query: Query) -> tuple[str, ...]:
    """Give the tokens by which an item may be related to a query.

    Args:
        query: A query.

    Returns:
        Pairs without function words, letters and digits; single Han characters, and pairs with
        function words, only where there is nothing else. Each once, in order.
    """
    found = [run for text in query.terms for run in runs(text)]
    said = [token for run in found for token in (pairs(run) if is_han(run) else [run])]
    telling = [token for token in said if _FUNCTION_WORDS.isdisjoint(token)]
    return tuple(dict.fromkeys(telling or said or found))


def single_character(query: Query) -> bool:
    """Say whether a query is one Han character, which matches too much to be ranked.

    Args:
        query: A query.

    Returns:
        True for a query of one such word or phrase, without a number.
    """
    wanted = query.words + query.phrases
    return (
        not query.numbers
        and len(wanted) == 1
        and is_han(run := "".join(runs(wanted[0])))
        and len(run) == 1
    )
