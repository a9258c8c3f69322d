"""A query as FTS5 reads it.

Every token goes in as a quoted string. Tokens hold letters, digits and Han characters only, so a
quote cannot be ended and no operator of FTS5 can be written by a visitor.
"""

from collections.abc import Iterable, Sequence

from search.query import Query, Way
from search.segment import is_han, pairs, runs


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
