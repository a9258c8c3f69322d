"""Set phrases: near misses of what must be exact, fixed pairings, lists in a fixed order.

For every kept phrase the generator knows what a slip makes of it: one character of the same sound
or of like shape, two characters swapped, one missing, one doubled. Either half of the phrase is
then intact, so halves are looked for and the rest is compared.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from workflow.proofreading import kept
from workflow.proofreading.confusable import confused
from workflow.proofreading.finding import ERROR, WARNING, Hit, Rule
from workflow.proofreading.places import Passage
from workflow.proofreading.typos import TYPO

_BASIS = "国办秘函〔2019〕19号 严重错别字、严重表述错误"
FIXED = Rule(
    "PHRASE_FIXED", "固定搭配", ERROR, "国办发〔2017〕47号等文件的规范表述", "“五位一体”战略布局",
    "“五位一体”总体布局", cause="typo",
)  # fmt: skip
ORDER = Rule(
    "PHRASE_ORDER", "固定顺序", WARNING, "中央文件的规范表述", "协调、创新、绿色、开放、共享",
    "创新、协调、绿色、开放、共享",
)  # fmt: skip
RULES = (FIXED, ORDER)


_PHRASES = [(fields[0], fields[1].split()) for fields in kept.rows("phrases", 2)]
_EXACT = {phrase for phrase, _allowed in _PHRASES}


def _halves() -> dict[str, list[tuple[str, int, str]]]:
    """Index the halves of every phrase by their first two characters."""
    found: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
    for phrase, _allowed in _PHRASES:
        middle = max(2, len(phrase) // 2) if len(phrase) > 3 else len(phrase)
        if len(phrase) <= 3:
            found[phrase[:2]].append((phrase, 0, phrase[:2]))
            found[phrase[1:3]].append((phrase, 1, phrase[1:]))
            continue
        found[phrase[:2]].append((phrase, 0, phrase[:middle]))
        found[phrase[middle : middle + 2]].append((phrase, middle, phrase[middle:]))
    return found


_HALVES = _halves()
_SWAPPED = kept.Finder(
    [
        kept.Entry(phrase[: at - 1] + phrase[at] + phrase[at - 1] + phrase[at + 1 :], (phrase,))
        for phrase, _allowed in _PHRASES
        if (at := max(2, len(phrase) // 2)) and len(phrase) > 4 and phrase[at] != phrase[at - 1]
    ]
)
_ALLOWED = {phrase: tuple(allowed) for phrase, allowed in _PHRASES}
_FORMULAS = tuple(
    (
        re.compile(
            rf"(?P<head>[“\"‘]?{re.escape(head)}[”\"’]?)(?P<wrong>"
            + "|".join(map(re.escape, sorted(wrong.split(), key=len, reverse=True)))
            + ")"
        ),
        head,
        right,
    )
    for head, right, wrong in kept.rows("formulas", 3)
)


def _of(items: list[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, items))})"


_ORDERS = tuple(
    (
        re.compile(_of(items) + f"(?:、{_of(items)}){{{len(items) - 1}}}"),
        items,
    )
    for items in (fields[0].split("、") for fields in kept.rows("orders"))
)


def near_misses(passage: Passage) -> Iterator[Hit]:
    """What a slip of hand, ear or eye makes of a kept phrase."""
    text = passage.text
    halves = _HALVES
    for place in range(len(text) - 1):
        for phrase, offset, half in halves.get(text[place : place + 2], ()):
            if not text.startswith(half, place):
                continue
            written = _slip(text, place, phrase, offset, half)
            if written is None:
                continue
            start, end = written
            words = text[start:end]
            if words in _EXACT or _is_allowed(text, start, words, phrase):
                continue
            yield TYPO.hit(start, end, f"“{words}”应为固定提法“{phrase}”。", phrase)
    # Where the swapped characters lie in both halves, none is intact.
    for place, entry in _SWAPPED.find(text):
        message = f"“{entry.word}”应为固定提法“{entry.fields[0]}”。"
        yield TYPO.hit(place, place + len(entry.word), message, entry.fields[0])


def formulas(passage: Passage) -> Iterator[Hit]:
    """“五位一体” goes with 总体布局, “四个全面” with 战略布局."""
    text = passage.text
    for pattern, head, right in _FORMULAS:
        if head not in text:
            continue
        for found in pattern.finditer(text):
            if text.startswith(right, found.start("wrong")):
                continue
            message = f"“{head}”的规范搭配是“{right}”。"
            yield FIXED.hit(*found.span(), message, found.group("head") + right)


def orders(passage: Passage) -> Iterator[Hit]:
    """Lists whose order is fixed."""
    text = passage.text
    for pattern, items in _ORDERS:
        if items[0] not in text:
            continue
        for found in pattern.finditer(text):
            said = found.group().split("、")
            if said != items and sorted(said) == sorted(items):
                right = "、".join(items)
                yield ORDER.hit(*found.span(), f"规范顺序是“{right}”。", right)


CHECKS = (near_misses, formulas, orders)


def _is_allowed(text: str, start: int, words: str, phrase: str) -> bool:
    entry = kept.Entry(words, (), _ALLOWED[phrase])
    return entry.stands_in_another(text, start)


def _slip(text: str, place: int, phrase: str, offset: int, half: str) -> tuple[int, int] | None:
    """Give the place of a near miss round an intact half; None where all is right, or all other."""
    if offset == 0:
        rest = phrase[len(half) :]
        after = text[place + len(half) : place + len(phrase) + 1]
        length = _edited(after, rest)
        return None if length is None else (place, place + len(half) + length)
    rest = phrase[:offset]
    before = text[max(0, place - offset - 1) : place]
    length = _edited(before[::-1], rest[::-1])
    return None if length is None else (place - length, place + len(half))


def _edited(text: str, right: str) -> int | None:
    """Say how many characters of a text are a slip of `right`; None where it is right or no slip.

    The text may be read backwards: a slip looks the same from both ends.
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
    if 0 < same < size - 1 and size >= 3 and text[same : size - 1] == right[same + 1 :]:
        return size - 1
    # One written twice.
    if (
        same
        and text[same : same + 1] == right[same - 1]
        and text[same + 1 : size + 1] == right[same:]
    ):
        return size + 1
    return None
