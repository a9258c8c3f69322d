"""Words that the index gives are shown only when a verified release says them.

Asking a release for each word of each filter would cost more than the search. So what was found to
be said is remembered until the next release comes: releases are only ever added.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Final

from ledger.models import Release
from portal.items import Reading, Shown
from search.engine import get_engine
from search.filters import Filters
from search.fold import fold
from search.query import Query

_REMEMBERED: Final = 5_000
#: Items that are asked whether they say a word.
_ASKED: Final = 3


class Said:
    """What releases say, as far as it was looked up; one for each process."""

    def __init__(self) -> None:
        """Begin with nothing remembered."""
        self._lock = Lock()
        self._newest = -1
        self._known: OrderedDict[tuple[str, str], str] = OrderedDict()

    def value(self, name: str, value: str, reading: Reading) -> bool:
        """Say whether a release in force has a value in one of its structured fields.

        Args:
            name: Name of the field and of the filter.
            value: Its value, as an engine counted it.
            reading: The look at the releases in which it is shown.
        """
        return bool(self._remember((name, value), lambda: _with_value(name, value, reading)))

    def word(self, word: str, reading: Reading) -> str:
        """Give a word as a released title spells it; empty when none says it.

        Args:
            word: Folded word.
            reading: The look at the releases in which it is shown.
        """
        return self._remember(("title", word), lambda: _said(word, reading, _title))

    def anywhere(self, word: str, reading: Reading) -> str:
        """Give a word as a release spells it in its title or its text; empty when none says it.

        Args:
            word: Folded word.
            reading: The look at the releases in which it is shown.
        """
        return self._remember(("text", word), lambda: _said(word, reading, _title_and_text))

    def _remember(self, key: tuple[str, str], look: Callable[[], str]) -> str:
        newest = Release.objects.order_by("-sequence").values_list("sequence", flat=True).first()
        with self._lock:
            if newest != self._newest:
                self._known.clear()
                self._newest = newest or 0
            if key in self._known:
                return self._known[key]
        found = look()
        with self._lock:
            if newest == self._newest:
                self._known[key] = found
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return found


#: What this process remembers.
SAID: Final = Said()


def _with_value(name: str, value: str, reading: Reading) -> str:
    filters = Filters(**{name: value})
    hits = get_engine().search(Query(""), now=reading.now, filters=filters, per_page=_ASKED).hits
    for item in reading.all(hit.uid for hit in hits):
        if str(item.details.get(name) or "").strip() == value:
            return value
    return ""


def _said(word: str, reading: Reading, text_of: Callable[[Shown], str]) -> str:
    query = Query(word, phrases=(word,))
    hits = get_engine().search(query, now=reading.now, per_page=_ASKED).hits
    for item in reading.all(hit.uid for hit in hits):
        text = text_of(item)
        # The fold keeps the length, so the place in one is the place in the other.
        at = fold(text).find(word)
        if at >= 0:
            return text[at : at + len(word)]
    return ""


def _title(item: Shown) -> str:
    return item.content.title


def _title_and_text(item: Shown) -> str:
    return f"{item.content.title}\n{item.content.text}"
