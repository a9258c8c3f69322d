"""Numbered parts: 一、（一）1.（1） in their order, with their marks, without gaps."""

import re
from collections.abc import Iterator

from workflow.proofreading.characters import COUNTED, HAN_CLASS, han_number, in_han
from workflow.proofreading.finding import HINT, WARNING, Hit, Rule
from workflow.proofreading.places import Passage

_9704 = "GB/T 9704-2012《党政机关公文格式》7.3.3 层次序号"
ARABIC = Rule(
    "ENUM_ARABIC_DUNHAO", "阿拉伯数字序号后用点", WARNING, _9704, "1、年满18周岁", "1.年满18周岁"
)
PAREN = Rule(
    "ENUM_PAREN_PUNCT", "带括号的序号后不加点号", WARNING, _9704, "（一）、组织", "（一）组织"
)
HAN_PUNCT = Rule(
    "ENUM_HAN_PUNCT", "汉字序号后用顿号", WARNING, _9704, "一.总体要求", "一、总体要求"
)
ORDINAL = Rule(
    "ENUM_DI_DUNHAO", "“第一”之后用逗号", HINT, "GB/T 15834-2011《标点符号用法》4.4.3.3",
    "第一、加强领导", "第一，加强领导",
)  # fmt: skip
GAP = Rule("HEADING_GAP", "序号跳号或重号", WARNING, _9704, "一、…三、…", "一、…二、…")
RULES = (ARABIC, PAREN, HAN_PUNCT, ORDINAL, GAP)

_H = f"[{COUNTED}十]"
_ARABIC = re.compile(
    rf"(?:(?<=[：；。:;])|(?<=^)"
    rf"|(?<=[\n\u3000]))[ \t\u3000]*(?P<mark>(?P<n>\d{{1,2}})、)(?=[{HAN_CLASS}《“])",
    re.M,
)
_PAREN = re.compile(
    rf"(?:(?<=[：；。:;])|(?<=^)|(?<=[\n\u3000]))[ \t]*(?P<mark>(?P<n>[（(](?:{_H}{{1,3}}"
    rf"|\d{{1,2}})[)）])[、.．，,。：])(?=\s?[{HAN_CLASS}《“])",
    re.M,
)
_CIRCLED = re.compile(rf"(?P<mark>(?P<n>[①-⑳])[、.．，])(?=[{HAN_CLASS}])")
_HAN_DOT = re.compile(rf"^[ \t\u3000]*(?P<mark>(?P<n>{_H}{{1,3}})[.．])(?=[ ]?[{HAN_CLASS}])", re.M)
_ORDINAL = re.compile(
    rf"(?:(?<=^)|(?<=[。；：\n]))(?P<n>第{_H})(?P<mark>、)(?=[{HAN_CLASS}])(?!{_H}|第)", re.M
)
_HEADS = (
    (re.compile(rf"[ \t\u3000]*(?P<mark>(?P<n>{_H}{{1,3}})、)(?![{COUNTED}十])"), "{}、", True),
    (
        re.compile(rf"[ \t\u3000]*(?P<mark>[（(](?P<n>{_H}{{1,3}})[)）])(?![、，和]|至)"),
        "（{}）",
        True,
    ),
    (re.compile(r"[ \t\u3000]*(?P<mark>(?P<n>\d{1,2})[.．])(?![\d])(?=\D)"), "{}.", False),
    (re.compile(r"[ \t\u3000]*(?P<mark>[（(](?P<n>\d{1,2})[)）])"), "（{}）", False),
)
_SAID = re.compile(rf"(?:(?<=[。；：，])|(?<=^))(?P<n>{_H})是(?=[{HAN_CLASS}“])", re.M)


def marks(passage: Passage) -> Iterator[Hit]:
    """The mark after a number: 一、 1. and nothing after a bracket."""
    text = passage.text
    for found in _ARABIC.finditer(text):
        if found.start("mark") and text[found.start("mark") - 1].isdigit():
            continue
        right = f"{found.group('n')}."
        yield ARABIC.hit(*found.span("mark"), "阿拉伯数字序号后用“.”，不用“、”。", right)
    for pattern in (_PAREN, _CIRCLED):
        for found in pattern.finditer(text):
            message = "带括号或圆圈的序号后不再加标点。"
            yield PAREN.hit(*found.span("mark"), message, found.group("n"))
    for found in _HAN_DOT.finditer(text):
        yield HAN_PUNCT.hit(*found.span("mark"), "汉字序号后用顿号。", f"{found.group('n')}、")
    for found in _ORDINAL.finditer(text):
        message = f"“{found.group('n')}”这类序次语后用逗号。"
        yield ORDINAL.hit(*found.span("mark"), message, "，")


def gaps(passage: Passage) -> Iterator[Hit]:
    """Numbers at the heads of lines go up by one, on each level for itself."""
    if passage.place != "text":
        return
    last: list[int] = [0] * len(_HEADS)
    for place, line in passage.lines:
        for level, (head, form, chinese) in enumerate(_HEADS):
            found = head.match(line)
            if found is None:
                continue
            number = han_number(found.group("n")) if chinese else int(found.group("n"))
            expected = last[level] + 1
            if number and last[level] and number == expected + 1:
                right = form.format(in_han(expected) if chinese else expected)
                yield _gap(place, found, right)
            last[level] = number or 0
            last[level + 1 :] = [0] * (len(_HEADS) - level - 1)
            break
        yield from _said(place, line)


CHECKS = (marks, gaps)


def _gap(place: int, found: re.Match[str], right: str) -> Hit:
    mark = found.group("mark")
    message = f"序号跳到了“{mark}”，按顺序应为“{right}”。"
    return GAP.hit(place + found.start("mark"), place + found.end("mark"), message, right)


def _said(place: int, line: str) -> Iterator[Hit]:
    """一是…二是…四是… inside a paragraph."""
    last = 0
    for found in _SAID.finditer(line):
        number = han_number(found.group("n")) or 0
        if last and number == last + 2:
            right = f"{in_han(last + 1)}是"
            message = f"序号跳到了“{found.group()}”，按顺序应为“{right}”。"
            yield GAP.hit(place + found.start(), place + found.end(), message, right)
        last = number
