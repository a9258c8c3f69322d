"""A question as Elasticsearch reads it.

A visitor's text goes in only as runs of letters, digits and Han characters, as the text of a phrase
or of a match. There is no query string, so no syntax of Lucene can be written by a visitor.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from elasticsearch.dsl import Q
from elasticsearch.dsl.query import Query as Condition

from search.engines.elastic.schema import WEIGHTS
from search.query import Query
from search.segment import is_han, runs

#: Share of the tokens of a question that a related item holds; what covers too little is dropped
#: afterwards, when it is compared with the whole question.
_SHARE: Final = "40%"


def phrase(text: str, fields: Iterable[str] = WEIGHTS) -> Condition:
    """Give the condition that a text stands somewhere as it is, whatever marks are in it.

    Args:
        text: Folded text with at least one run.
        fields: The fields in which it may stand.

    Returns:
        The condition.
    """
    cut = runs(text)
    # A single Han character at an end is a part of a pair in the text, and then no term there.
    short = any(is_han(run) and len(run) == 1 for run in (cut[0], cut[-1]))
    return Q(
        "multi_match",
        type="phrase",
        query=" ".join(cut),
        fields=_weighted(fields, short=short),
    )


def _weighted(fields: Iterable[str], *, short: bool) -> list[str]:
    return [f"{name}{'.single' if short else ''}^{WEIGHTS[name]:g}" for name in fields]


def strict(query: Query) -> Condition:
    """Give the condition of all words, phrases and numbers together.

    Args:
        query: A query; an empty one is held by everything.

    Returns:
        The condition.
    """
    parts = [_word(query, word) for word in query.words]
    parts += [phrase(text) for text in query.phrases]
    parts += [_any(map(phrase, number.spellings)) for number in query.numbers]
    return Q("bool", must=parts or [Q("match_all")], must_not=_excluded(query))


def relaxed(query: Query, said: Sequence[Sequence[str]]) -> Condition:
    """Give the condition of many of the tokens of one way to ask, with the quoted phrases.

    Args:
        query: A query.
        said: For each of at least one way to ask it, at least one token.

    Returns:
        The condition.
    """
    must = [_any(map(_many, said)), *map(phrase, query.phrases)]
    return Q("bool", must=must, must_not=_excluded(query))


def _many(tokens: Sequence[str]) -> Condition:
    short = any(is_han(token) and len(token) == 1 for token in tokens)
    return Q(
        "combined_fields",
        query=" ".join(tokens),
        fields=_weighted(WEIGHTS, short=short),
        minimum_should_match=_SHARE,
    )


def _word(query: Query, word: str) -> Condition:
    """Give the condition of a word in one of the ways to say it."""
    return _any(
        Q("bool", must=[phrase(text) for text in way]) if len(way) > 1 else phrase(way[0])
        for way in query.ways(word)
    )


def _any(conditions: Iterable[Condition]) -> Condition:
    every = list(conditions)
    return every[0] if len(every) == 1 else Q("dis_max", queries=every)


def _excluded(query: Query) -> list[Condition]:
    return [phrase(text) for text in query.excluded]
