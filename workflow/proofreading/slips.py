"""What a slip of hand, ear or eye makes of phrases that must be exact.

One character of the same sound or of like shape, two characters swapped, one missing, one doubled.
Either half of the phrase is then intact, so halves are looked for and the rest is compared; nothing
is listed beforehand, and looking takes time that grows with the text and not with the list.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from workflow.proofreading import kept
from workflow.proofreading.confusable import confused

_LINKS = frozenset("和与及的、")
"""人力资源社会保障局 is written without 和, and right."""
_ENOUGH = 5
"""Characters of a phrase by which it is known although the one in its middle is missing."""


class Phrases:
    """Kept phrases, each with the longer words in which a near miss of it is right."""

    def __init__(self, phrases: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        """Index the halves of every phrase by their first two characters."""
        self.allowed = dict(phrases)
        self._halves: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
        for phrase in self.allowed:
            for offset, half in _halves(phrase):
                self._halves[half[:2]].append((phrase, offset, half))
        self._swapped = kept.Finder(
            [
                kept.Entry(
                    phrase[: at - 1] + phrase[at] + phrase[at - 1] + phrase[at + 1 :], (phrase,)
                )
                for phrase in self.allowed
                if (at := max(2, len(phrase) // 2))
                and len(phrase) > 4
                and phrase[at] != phrase[at - 1]
            ]
        )

    def near_misses(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Give every near miss with the phrase that was meant."""
        halves = self._halves
        for place in range(len(text) - 1):
            for phrase, offset, half in halves.get(text[place : place + 2], ()):
                if not text.startswith(half, place):
                    continue
                written = _slip(text, place, phrase, offset, half)
                if written is None:
                    continue
                start, end = written
                words = text[start:end]
                if words not in self.allowed and not self._is_allowed(text, start, words, phrase):
                    yield start, end, phrase
        # Where the swapped characters lie in both halves, none is intact.
        for place, entry in self._swapped.find(text):
            yield place, place + len(entry.word), entry.fields[0]

    def _is_allowed(self, text: str, start: int, words: str, phrase: str) -> bool:
        entry = kept.Entry(words, (), self.allowed[phrase])
        return entry.stands_in_another(text, start)


def _halves(phrase: str) -> list[tuple[int, str]]:
    if len(phrase) <= 3:
        return [(0, phrase[:2]), (1, phrase[1:])]
    middle = max(2, len(phrase) // 2)
    return [(0, phrase[:middle]), (middle, phrase[middle:])]


def _slip(text: str, place: int, phrase: str, offset: int, half: str) -> tuple[int, int] | None:
    """Give the place of a near miss round an intact half; None where all is right, or all other."""
    if offset == 0:
        rest = phrase[len(half) :]
        after = text[place + len(half) : place + len(phrase) + 1]
        length = _edited(after, rest, len(half))
        return None if length is None else (place, place + len(half) + length)
    rest = phrase[:offset]
    before = text[max(0, place - offset - 1) : place]
    length = _edited(before[::-1], rest[::-1], len(half))
    return None if length is None else (place - length, place + len(half))


def _edited(text: str, right: str, known: int) -> int | None:
    """Say how many characters of a text are a slip of `right`; None where it is right or no slip.

    The text may be read backwards: a slip looks the same from both ends. `known` counts the
    characters beside it that stand as they should.
    """
    size = len(right)
    if text.startswith(right):
        return None
    same = 0
    while same < min(size, len(text)) and text[same] == right[same]:
        same += 1
    if len(text) >= size and text[same + 1 : size] == right[same + 1 :]:
        return size if confused(text[same], right[same]) else None
    swapped = text[same : same + 2] == right[same : same + 2][::-1]
    if size - same >= 2 and swapped and text[same + 2 : size] == right[same + 2 :]:
        return size
    # One missing: only inside, and only where enough is left to know the phrase by.
    enough = (same > 0 and size >= 3) or known + size - 1 >= _ENOUGH
    inside = same < size - 1 and right[same] not in _LINKS
    if inside and enough and text[same : size - 1] == right[same + 1 :]:
        return size - 1
    # One written twice.
    if (
        same
        and text[same : same + 1] == right[same - 1]
        and text[same + 1 : size + 1] == right[same:]
    ):
        return size + 1
    return None
