"""Set phrases: near misses of what must be exact, fixed pairings, lists in a fixed order.

The near misses of a kept phrase are those of `slips`.
"""

import re
from collections.abc import Iterator

from workflow.proofreading import kept
from workflow.proofreading.finding import ERROR, WARNING, Hit, Rule
from workflow.proofreading.places import Passage
from workflow.proofreading.slips import Phrases
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


_PHRASES = Phrases((fields[0], tuple(fields[1].split())) for fields in kept.rows("phrases", 2))
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
    """What a slip of hand, ear or eye makes of a kept phrase, ours or the unit's."""
    text, unit = passage.text, passage.context.unit
    for start, end, phrase in _PHRASES.near_misses(text):
        yield TYPO.hit(start, end, f"“{text[start:end]}”应为固定提法“{phrase}”。", phrase)
    if unit.phrases:
        whose = f"本单位固定提法{unit.edition('phrases')}"
        for start, end, phrase in unit.kept_phrases.near_misses(text):
            yield TYPO.hit(start, end, f"“{text[start:end]}”应为{whose}“{phrase}”。", phrase)


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
