"""Punctuation: doubled marks, half-width marks in Chinese, what opens and never closes."""

import re
from collections.abc import Iterator

from workflow.proofreading.finding import ERROR, WARNING, Hit

HAN = r"[㐀-䶿一-鿿〇]"
_DOUBLED = re.compile(r"([。，、；：])\1+|([？！])\2{3,}|[，、；：][。，、；：]|。[，、；：]")
_COMMA = re.compile(
    rf"(?<=[㐀-䶿一-鿿〇”’》）])[,;:?!](?={HAN}|[“‘《（])|(?<={HAN})[,;:?!](?=$)", re.M
)
_PARENTHESES = re.compile(r"\(([^()\n]{0,200})\)")
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}

PAIRS = {
    "（": "）", "(": ")", "《": "》", "〈": "〉", "“": "”", "‘": "’",
    "【": "】", "〔": "〕", "「": "」", "『": "』", "[": "]",
}  # fmt: skip
_OPENS = {close: open_ for open_, close in PAIRS.items()}
_NUMBERED = re.compile(r"(?:^|[\s。；;，,、：:])[0-9a-zA-Z一二三四五六七八九十]{1,3}$")


def doubled(text: str) -> Iterator[Hit]:
    """Two marks where one belongs: 。。 or ，、."""
    for found in _DOUBLED.finditer(text):
        mark = found.group()[0]
        yield Hit("PUNC_DUP", ERROR, *found.span(), f"标点“{found.group()}”重复，只留一个。", mark)


def half_width(text: str) -> Iterator[Hit]:
    """Half-width marks between Chinese characters, half-width brackets around Chinese words."""
    for found in _COMMA.finditer(text):
        mark = found.group()
        yield Hit(
            "PUNC_HALFWIDTH",
            WARNING,
            *found.span(),
            f"汉字之间用了半角标点“{mark}”，应为全角“{_WIDE[mark]}”。",
            _WIDE[mark],
        )
    for found in _PARENTHESES.finditer(text):
        before, after = text[: found.start()][-1:], text[found.end() :][:1]
        between = bool(re.match(HAN, before) and re.match(HAN, after))
        if between or re.search(HAN, found.group(1)):
            yield Hit(
                "PUNC_HALFWIDTH",
                WARNING,
                *found.span(),
                "中文里用了半角括号，应为全角括号。",
                f"（{found.group(1)}）",
            )


def unpaired(text: str) -> Iterator[Hit]:
    """What opens must close in the same paragraph, with its own other half."""
    offset = 0
    lines = text.split("\n")
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        for hit in _unpaired_in(line, following):
            yield hit._replace(start=hit.start + offset, end=hit.end + offset)
        offset += len(line) + 1


def _unpaired_in(line: str, following: str) -> Iterator[Hit]:
    stack: list[int] = []
    for place, mark in enumerate(line):
        if mark in PAIRS:
            stack.append(place)
        elif mark in _OPENS:
            if stack and line[stack[-1]] == _OPENS[mark]:
                stack.pop()
            elif stack and _sort(line[stack[-1]]) == _sort(_OPENS[mark]):
                start = stack.pop()
                yield _mismatch(line, start, place)
            elif not (mark in "）)" and _NUMBERED.search(line[:place])):
                yield from _closes_alone(line, stack, place)
        elif mark == ">" and stack and line[stack[-1]] in "《〈":
            yield _mismatch(line, stack.pop(), place)
    for place in stack:
        # A quotation of several paragraphs opens each of them and closes only the last.
        if (
            line[place] in "“‘"
            and not line[:place].strip()
            and following.lstrip()[:1] in {"“", "‘"}
        ):
            continue
        mark = line[place]
        message = f"“{mark}”没有配对的“{PAIRS[mark]}”。"
        yield Hit("PUNC_UNPAIRED", ERROR, place, place + 1, message)


def _closes_alone(line: str, stack: list[int], place: int) -> Iterator[Hit]:
    """A closing mark whose opening one lies deeper closes it; what lies above is unpaired."""
    mark = line[place]
    depth = [i for i, opened in enumerate(stack) if line[opened] == _OPENS[mark]]
    if not depth:
        message = f"“{mark}”没有配对的“{_OPENS[mark]}”。"
        yield Hit("PUNC_UNPAIRED", ERROR, place, place + 1, message)
        return
    for opened in stack[depth[-1] + 1 :]:
        above = line[opened]
        message = f"“{above}”没有配对的“{PAIRS[above]}”。"
        yield Hit("PUNC_UNPAIRED", ERROR, opened, opened + 1, message)
    del stack[depth[-1] :]


def _mismatch(line: str, start: int, end: int) -> Hit:
    right = line[start:end] + PAIRS[line[start]]
    message = f"“{line[start]}”与“{line[end]}”不成一对。"
    return Hit("PUNC_MISMATCH", ERROR, start, end + 1, message, right)


def _sort(mark: str) -> str:
    """Brackets of one sort may be mistaken for each other: round, pointed, square, quotation."""
    for sort in ("（(", "《〈", "【〔[", "“‘「『"):
        if mark in sort:
            return sort
    return mark
