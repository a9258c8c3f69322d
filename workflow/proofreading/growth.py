"""Growth: what is said to rise rises, and by as much as is said."""

import re
from collections.abc import Iterator
from decimal import Decimal

from workflow.proofreading.characters import HAN_CLASS
from workflow.proofreading.finding import WARNING, Hit, Rule
from workflow.proofreading.places import Passage

_BASIS = "算术；《政府网站发展指引》内容准确"
DIRECTION = Rule("NUM_DIRECTION", "增减方向与数字不符", WARNING, _BASIS, "由100万元增加到80万元")
RATE = Rule("NUM_GROWTH", "增减幅度与数字不符", WARNING, _BASIS, "由100万元增加到150万元，增长40%")
NEGATIVE = Rule(
    "NUM_NEGATIVE", "“增长”负数", WARNING, _BASIS, "同比增长-5%", "同比下降5%", cause="sign"
)
RULES = (DIRECTION, RATE, NEGATIVE)

_N = r"\d+(?:,\d{3})*(?:\.\d+)?"
_UNIT = rf"(?:[%％]|[万亿]?[{HAN_CLASS}]{{0,3}}?)"
_UP = "增加|增长|提高|上升|提升|扩大|增至|升至|增"
_DOWN = "减少|下降|降低|缩小|缩短|压缩|压减|降至|减至|减"
_CHANGE = re.compile(
    rf"[由从](?P<before>[^。；，,\d]{{0,12}})(?P<a>{_N})(?P<u>{_UNIT})(?P<verb>{_UP}"
    rf"|{_DOWN})(?:到|至|为|了)?(?P<to>[^。；，,\d]{{0,4}})"
    rf"(?P<b>{_N})(?P<v>{_UNIT})(?=[，,。；、（(]|$)(?P<rest>[，,]?\s?(?:同比)?(?:增长"
    rf"|增幅为?|下降|降幅为?|提高|增加)(?:了|约|近|超)?(?P<p>\d+(?:\.\d+)?)[%％](?!个))?"
)
_SIGNED = re.compile(
    r"(?P<verb>增长|上涨|提高|增加|上升|下降|下跌|减少"
    r"|降低)(?:了)?\s?[-－−](?P<n>\d+(?:\.\d+)?)(?P<u>[%％]|个百分点)"
)
_OPPOSITE = {
    "增长": "下降", "上涨": "下跌", "提高": "降低", "增加": "减少", "上升": "下降",
    "下降": "增长", "下跌": "上涨", "减少": "增加", "降低": "提高",
}  # fmt: skip
_SCALE = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
_ROUNDING = Decimal("0.6")


def changes(passage: Passage) -> Iterator[Hit]:
    """由100万元增加到80万元; 由100万元增加到150万元，增长40%."""
    text = passage.text
    if "由" not in text and "从" not in text:
        return
    for found in _CHANGE.finditer(text):
        old, new = _value(found, "a", "u"), _value(found, "b", "v")
        if old is None or new is None or not old or _base(found, "u") != _base(found, "v"):
            continue
        rises = found.group("verb")[0] in "增提上扩升"
        if new == old or (new > old) != rises:
            if re.search(r"了$", found.group()[: found.start("b") - found.start()]):
                continue
            message = (
                f"从{found.group('a')}到{found.group('b')}不是“{found.group('verb')}”，请核对。"
            )
            yield DIRECTION.hit(found.start("a"), found.end("v"), message)
        elif found.group("p") and "%" not in found.group("u"):
            said, real = Decimal(found.group("p")), abs(new - old) / old * 100
            if abs(real - said) > _ROUNDING + real / 50:
                message = f"按这两个数计算，幅度是{real:.1f}%，不是{said}%，请核对。"
                yield RATE.hit(found.start("a"), found.end(), message)


def signs(passage: Passage) -> Iterator[Hit]:
    """A growth of minus five is a fall of five."""
    for found in _SIGNED.finditer(passage.text):
        verb = _OPPOSITE[found.group("verb")]
        right = f"{verb}{found.group('n')}{found.group('u')}"
        message = f"“{found.group('verb')}”后用负数，应直接写“{verb}”。"
        yield NEGATIVE.hit(*found.span(), message, right)


CHECKS = (changes, signs)


def _value(found: re.Match[str], number: str, unit: str) -> Decimal | None:
    value = Decimal(found.group(number).replace(",", ""))
    return value * _SCALE.get(found.group(unit)[:1], Decimal(1))


def _base(found: re.Match[str], unit: str) -> str:
    return found.group(unit).lstrip("万亿").replace("％", "%")
