"""Ranges between two numbers: each with its unit, joined by ～."""

import re
from collections.abc import Iterator

from workflow.proofreading.finding import HINT, WARNING, Hit, Rule
from workflow.proofreading.places import Passage

_15835 = "GB/T 15835-2011《出版物上数字用法》5.1.4 数值范围"
UNIT = Rule(
    "NUM_RANGE_UNIT", "数值范围前项缺单位", WARNING, _15835, "15-30%", "15%～30%", cause="range"
)
HYPHEN = Rule(
    "NUM_RANGE_HYPHEN", "数值范围用浪纹线", HINT, f"{_15835}；GB/T 15834-2011 4.13.3.3",
    "5万-10万", "5万～10万", cause="range",
)  # fmt: skip
RULES = (UNIT, HYPHEN)

_NUMBER = r"\d+(?:\.\d+)?"
_UNIT = re.compile(
    rf"(?<![\d.,A-Za-z%％万亿:/第（(－—～~-])(?P<a>{_NUMBER})\s?(?P<joint>[-－–~～]|—{{1,2}}"
    rf"|至|到)\s?"
    rf"(?P<b>{_NUMBER})(?P<unit>[%％‰]|[万亿]亿?)"
)
_HYPHEN = re.compile(
    rf"(?<![\d.,A-Za-z:/-])(?P<a>{_NUMBER})(?P<u>[%％‰]|万|亿|℃|度|米|公里|千米|元|万元|亿元"
    rf"|吨|人|岁|小时|分钟|天|倍|毫米|厘米|千克|公斤|亩)"
    rf"\s?[-－–]\s?(?P<b>{_NUMBER})(?P=u)"
)
_BARE = re.compile(
    rf"(?<![\d.,A-Za-z:/()（）〔〕-])(?P<a>{_NUMBER})-(?P<b>{_NUMBER})(?=℃|米|公里|千米|元|吨"
    rf"|人|岁|个|小时|分钟|倍|毫米|厘米|千克|公斤|亩|名|家|户)"
)


def ranges(passage: Passage) -> Iterator[Hit]:
    """15-30% is 15%～30%, 9～16亿 is 9亿～16亿; a hyphen is no sign of a range."""
    text = passage.text
    for found in _UNIT.finditer(text):
        low, high, unit = float(found.group("a")), float(found.group("b")), found.group("unit")
        if low >= high or _is_year(found.group("a")):
            continue
        joint = found.group("joint") if found.group("joint") in "至到" else "～"
        right = f"{found.group('a')}{unit}{joint}{found.group('b')}{unit}"
        message = f"数值范围的前一项也要带“{unit}”。"
        yield UNIT.hit(*found.span(), message, right)
    for pattern in (_HYPHEN, _BARE):
        for found in pattern.finditer(text):
            if float(found.group("a")) >= float(found.group("b")) or _is_year(found.group("a")):
                continue
            right = re.sub(r"\s?[-－–]\s?", "～", found.group())
            yield HYPHEN.hit(*found.span(), "数值范围用浪纹线“～”连接。", right)


CHECKS = (ranges,)


def _is_year(number: str) -> bool:
    return len(number) == 4 and number[:2] in ("19", "20")
