"""Which tokens of a question tell what it is about; the same for every engine."""

from typing import Final

from search.query import Query
from search.segment import is_han, pairs, runs

#: Pairs with one of these say little about a question.
_FUNCTION_WORDS: Final = frozenset("的了和与及或是在吗呢吧啊么哪谁")


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
