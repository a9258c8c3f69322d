"""The unit's own lists for search: synonyms, words that say nothing, hot words that are not shown.

They are changed in the workspace (`cms.admin.searching`) and read at each search, so that a change
holds at once in every process: what is remembered of a list is remembered by its very text.
"""

from functools import lru_cache
from typing import Final

from search import synonyms
from search.fold import fold
from search.models import WordList
from search.segment import runs

#: Names of the lists.
SYNONYMS, STOP, HIDDEN = "synonyms", "stop", "hidden"
NAMES: Final = (SYNONYMS, STOP, HIDDEN)
#: Characters of a list.
LONGEST: Final = 50_000


def text(name: str) -> str:
    """Give a list as it was written.

    Args:
        name: One of `NAMES`.

    Returns:
        Its lines, empty when nobody wrote any.
    """
    return WordList.objects.filter(name=name).values_list("text", flat=True).first() or ""


def write(name: str, lines: str) -> tuple[list[str], list[str]]:
    """Replace a list.

    Args:
        name: One of `NAMES`.
        lines: One entry a line.

    Returns:
        The lines that came, and those that went.
    """
    kept = [" ".join(line.split()) for line in lines[:LONGEST].splitlines()]
    kept = list(dict.fromkeys(filter(None, kept)))
    before = text(name).splitlines()
    row, _ = WordList.objects.get_or_create(name=name)
    row.text, row.version = "\n".join(kept), row.version + 1
    row.save()
    came, went = set(kept) - set(before), set(before) - set(kept)
    return [line for line in kept if line in came], [line for line in before if line in went]


def groups() -> tuple[synonyms.Group, ...]:
    """Give the synonyms, the unit's own before those that are shipped."""
    return _groups(text(SYNONYMS))


def stop_words() -> frozenset[str]:
    """Give the words that say nothing in a question, folded."""
    return _words(text(STOP))


def hidden_words() -> frozenset[str]:
    """Give the words that are never shown as hot, folded."""
    return _words(text(HIDDEN))


def version(name: str) -> int:
    """Give the number of the last change of a list, 0 when there was none.

    Args:
        name: One of `NAMES`.
    """
    return WordList.objects.filter(name=name).values_list("version", flat=True).first() or 0


@lru_cache(maxsize=4)
def _groups(lines: str) -> tuple[synonyms.Group, ...]:
    return (*synonyms.read(lines), *synonyms.SHIPPED)


@lru_cache(maxsize=8)
def _words(lines: str) -> frozenset[str]:
    return frozenset(word for word in fold(lines).split() if runs(word))
