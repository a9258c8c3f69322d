"""Marks that come in pairs: what opens closes in its paragraph, with its own other half."""

import re
from collections.abc import Iterator

from workflow.proofreading.characters import HAN
from workflow.proofreading.finding import ERROR, HINT, WARNING, Hit, Rule
from workflow.proofreading.places import Passage

_15834 = "GB/T 15834-2011《标点符号用法》"
UNPAIRED = Rule(
    "PUNC_UNPAIRED", "括号、引号、书名号不成对", ERROR, f"{_15834} 4.8、4.9、4.15",
    "清单（见附件1。", cause="pairs",
)  # fmt: skip
MISMATCH = Rule(
    "PUNC_MISMATCH", "前后标号不一致", ERROR, f"{_15834} 4.9、4.15", "《管理办法>", "《管理办法》",
    cause="pairs",
)  # fmt: skip
INNER_TITLE = Rule(
    "PUNC_INNER_TITLE", "书名号里的书名号用单书名号", WARNING, f"{_15834} 4.15.3.4",
    "《关于落实<实施意见>的通知》", "《关于落实〈实施意见〉的通知》", cause="pairs",
)  # fmt: skip
QUOTE_DIR = Rule(
    "PUNC_QUOTE_DIR", "引号方向", WARNING, f"{_15834} 4.8", "”双随机”", "“双随机”", cause="pairs"
)
QUOTE_MIXED = Rule(
    "PUNC_QUOTE_MIXED", "弯引号与直引号混用", WARNING, f"{_15834} 4.8", "“放管服\"", "“放管服”",
    cause="pairs",
)  # fmt: skip
QUOTE_INNER = Rule(
    "PUNC_QUOTE_INNER", "引号里的引号用单引号", HINT, f"{_15834} 4.8.3.3", "“落实“五个一”要求”",
    "“落实‘五个一’要求”", cause="pairs",
)  # fmt: skip
RULES = (UNPAIRED, MISMATCH, INNER_TITLE, QUOTE_DIR, QUOTE_MIXED, QUOTE_INNER)

PAIRS = {
    "（": "）", "(": ")", "《": "》", "〈": "〉", "“": "”", "‘": "’",
    "【": "】", "〔": "〕", "「": "」", "『": "』", "[": "]",
}  # fmt: skip
_OPENS = {close: open_ for open_, close in PAIRS.items()}
_NUMBERED = re.compile(r"(?:^|[\s。；;，,、：:])[0-9a-zA-Z一二三四五六七八九十]{1,3}$")
_ANGLED = re.compile(r"[<＜]([^<>＜＞《》\n]{1,80})[>＞]")
_MIXED = re.compile(r'“([^“”"\n]{1,60})"|"([^“”"\n]{1,60})”')
_STRAIGHT = re.compile(r'"([^“”"\n]{1,60})"')
_QUOTES = re.compile("[“”]")


def titles_inside(passage: Passage) -> Iterator[Hit]:
    """Inside 《》 a title stands in 〈〉: neither in <> nor in 《》 again."""
    for place, line in passage.lines:
        if "《" not in line:
            continue
        for found in _ANGLED.finditer(line):
            if line.count("《", 0, found.start()) > line.count("》", 0, found.start()):
                yield _inner(place, found.start(), found.end(), found.group(1))
        depth: list[int] = []
        for here, mark in enumerate(line):
            if mark == "《":
                depth.append(here)
            elif mark == "》" and depth:
                start = depth.pop()
                between = line[depth[-1] + 1 : start] if depth else ""
                if between.count("〈") > between.count("〉"):
                    continue
                if len(depth) == 1 and "》" in line[here + 1 :]:
                    yield _inner(place, start, here + 1, line[start + 1 : here])


def quotes(passage: Passage) -> Iterator[Hit]:
    """Quotation marks turned round, of two sorts, straight ones round Chinese words, nested."""
    for place, line in passage.lines:
        for found in _MIXED.finditer(line):
            words = f"“{found.group(1) or found.group(2)}”"
            message = "弯引号与直引号混用，应前后一致用弯引号。"
            yield QUOTE_MIXED.hit(place + found.start(), place + found.end(), message, words)
        for found in _STRAIGHT.finditer(line):
            if re.search(HAN, found.group(1)):
                message = "中文里用了直引号，应为弯引号。"
                words = f"“{found.group(1)}”"
                yield QUOTE_MIXED.hit(place + found.start(), place + found.end(), message, words)
        if '"' not in line:
            yield from _turned(place, line)


def unpaired(passage: Passage) -> Iterator[Hit]:
    """What opens must close in the same paragraph, with its own other half.

    A quotation may run over paragraphs: “ of one waits for ” of a later one.
    """
    lines = passage.lines
    waiting: Hit | None = None
    for number, (place, line) in enumerate(lines):
        following = lines[number + 1][1] if number + 1 < len(lines) else ""
        for found in _unpaired_in(line, following):
            hit = found._replace(start=found.start + place, end=found.end + place)
            mark = passage.text[hit.start : hit.end]
            if mark == "“":
                if waiting:
                    yield waiting
                waiting = hit
            elif mark == "”" and waiting:
                waiting = None
            else:
                yield hit
    if waiting:
        yield waiting


CHECKS = (titles_inside, quotes, unpaired)


def _inner(place: int, start: int, end: int, words: str) -> Hit:
    message = "书名号里面再用书名号，里面一层应为单书名号〈〉。"
    return INNER_TITLE.hit(place + start, place + end, message, f"〈{words}〉")


def _turned(place: int, line: str) -> Iterator[Hit]:
    """Read the marks two by two: a pair that is not “…” is turned round, or nested."""
    marks = [(found.start(), found.group()) for found in _QUOTES.finditer(line)]
    if len(marks) % 2 or len(marks) > 400:
        return
    two = list(zip(marks[::2], marks[1::2], strict=True))
    wrong = [(one, other) for one, other in two if (one[1], other[1]) != ("“", "”")]
    depth = lowest = 0
    for _here, mark in marks:
        depth += 1 if mark == "“" else -1
        lowest = min(lowest, depth)
    if depth == lowest == 0 and wrong:
        yield from _nested(place, line, marks)
        return
    for (start, _one), (end, _other) in wrong:
        if end - start > 60:
            continue
        words = line[start + 1 : end]
        message = "引号方向不对，前引号用“，后引号用”。"
        yield QUOTE_DIR.hit(place + start, place + end + 1, message, f"“{words}”")


def _nested(place: int, line: str, marks: list[tuple[int, str]]) -> Iterator[Hit]:
    open_: list[int] = []
    for here, mark in marks:
        if mark == "“":
            open_.append(here)
            continue
        start = open_.pop()
        if len(open_) == 1:
            message = "引号里面再用引号，里面一层应为单引号‘’。"
            words = f"‘{line[start + 1 : here]}’"
            yield QUOTE_INNER.hit(place + start, place + here + 1, message, words)


def _unpaired_in(line: str, following: str) -> Iterator[Hit]:
    stack: list[int] = []
    inner = 0
    turned = _is_turned(line)
    for place, mark in enumerate(line):
        if (mark in "“”" and turned) or (mark in "‘’" and _is_apostrophe(line, place)):
            continue
        if mark in PAIRS:
            stack.append(place)
        elif mark in _OPENS:
            if stack and line[stack[-1]] == _OPENS[mark]:
                stack.pop()
            elif stack and _sort(line[stack[-1]]) == _sort(_OPENS[mark]):
                start = stack.pop()
                yield _mismatch(line, start, place)
            elif not (mark in "）)" and _NUMBERED.search(line[max(0, place - 5) : place])):
                yield from _closes_alone(line, stack, place)
        elif mark in "<＜" and stack and line[stack[-1]] in "《〈":
            inner += 1
        elif mark in ">＞" and stack and line[stack[-1]] in "《〈":
            if inner:
                inner -= 1
            elif "》" not in line[place : place + 60].split("《")[0]:
                yield _mismatch(line, stack.pop(), place)
    for place in stack:
        # A quotation of several paragraphs opens each of them and closes only the last.
        if line[place] in "“‘" and following.lstrip()[:1] in {"“", "‘"}:
            continue
        mark = line[place]
        yield _alone(place, mark, PAIRS[mark])


def _is_turned(line: str) -> bool:
    """Say whether the quotation marks are a matter of direction or sort, told by `quotes`."""
    if '"' in line:
        return True
    count = line.count("“") + line.count("”")
    return count % 2 == 0 and 0 < count <= 400


def _is_apostrophe(line: str, place: int) -> bool:
    return bool(re.match(r"[A-Za-z0-9]", line[place - 1 : place] if place else ""))


def _closes_alone(line: str, stack: list[int], place: int) -> Iterator[Hit]:
    """A closing mark whose opening one lies deeper closes it; what lies above is unpaired."""
    mark = line[place]
    depth = [i for i, opened in enumerate(stack[-50:]) if line[opened] == _OPENS[mark]]
    if not depth:
        yield _alone(place, mark, _OPENS[mark])
        return
    level = depth[-1] + max(0, len(stack) - 50)
    for opened in stack[level + 1 :]:
        yield _alone(opened, line[opened], PAIRS[line[opened]])
    del stack[level:]


def _alone(place: int, mark: str, other: str) -> Hit:
    return UNPAIRED.hit(place, place + 1, f"“{mark}”没有配对的“{other}”。")


def _mismatch(line: str, start: int, end: int) -> Hit:
    right = line[start:end] + PAIRS[line[start]]
    if line[start] == "(" and re.search(HAN, right):
        right = f"（{right[1:-1]}）"
    message = f"“{line[start]}”与“{line[end]}”不成一对。"
    return MISMATCH.hit(start, end + 1, message, right)


def _sort(mark: str) -> str:
    """Brackets of one sort may be mistaken for each other: round, pointed, square, quotation."""
    for sort in ("（(", "《〈", "【〔[", "“‘「『"):
        if mark in sort:
            return sort
    return mark
