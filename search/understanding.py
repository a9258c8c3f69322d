"""What a visitor means: the words as they were typed, with other ways to say them."""

from dataclasses import replace

from search import lists, synonyms
from search.query import Query, parse


def understand(text: str) -> Query:
    """Read a visitor's text as `parse` does, and with what the unit knows of words.

    Args:
        text: As typed.

    Returns:
        The query, without words that say nothing, with synonyms.
    """
    return synonyms.expand(_told(parse(text)), lists.groups())


def _told(query: Query) -> Query:
    """Leave out the words that say nothing, unless there are no others."""
    stop = lists.stop_words()
    words = tuple(word for word in query.words if word not in stop)
    return replace(query, words=words) if words or query.phrases or query.numbers else query
