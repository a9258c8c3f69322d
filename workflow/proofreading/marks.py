"""Punctuation marks: doubled, half-width, between marks that need none, at a paragraph's end."""

import re
from collections.abc import Iterator

from workflow.proofreading.characters import HAN, HAN_CLASS
from workflow.proofreading.finding import ERROR, WARNING, Hit, Rule
from workflow.proofreading.places import Passage

_15834 = "GB/T 15834-2011《标点符号用法》"
DUP = Rule(
    "PUNC_DUP", "标点重复", ERROR, _15834, "加强组织领导。。", "加强组织领导。", cause="marks"
)
HALFWIDTH = Rule(
    "PUNC_HALFWIDTH", "中文里的半角标点", WARNING, f"{_15834} 5.1", "会议强调,要", "会议强调，要"
)
ELLIPSIS = Rule(
    "PUNC_ELLIPSIS", "省略号写法", WARNING, f"{_15834} 4.11", "秋收...等", "秋收……等", cause="marks"
)
ETC_ELLIPSIS = Rule(
    "PUNC_ETC_ELLIPSIS", "“等”与省略号重复", WARNING, f"{_15834} 4.11",
    "农业等……部门", "农业等部门", cause="marks",
)  # fmt: skip
TITLE_DUNHAO = Rule(
    "PUNC_TITLE_DUNHAO", "书名号之间的顿号", WARNING, f"{_15834} 4.5.3.5", "《甲法》、《乙法》",
    "《甲法》《乙法》",
)  # fmt: skip
QUOTE_DUNHAO = Rule(
    "PUNC_QUOTE_DUNHAO", "引号之间的顿号", WARNING, f"{_15834} 4.5.3.5", "“甲”、“乙”", "“甲”“乙”"
)
PARA_END = Rule(
    "PARA_END_PUNCT", "段落以句内点号结尾", WARNING, _15834, "各区县、街道、", cause="marks"
)
RULES = (DUP, HALFWIDTH, ELLIPSIS, ETC_ELLIPSIS, TITLE_DUNHAO, QUOTE_DUNHAO, PARA_END)

_DOUBLED = re.compile(r"([。，、；：])\1+|([？！])\2{3,}|[，、；：][。，、；：]|。[，、；：]")
_MARK = re.compile(
    rf"(?<=[{HAN_CLASS}”’》）])[,;:?!](?={HAN}|[“‘《（])"
    rf"|(?<=[A-Za-z0-9%％℃])[,;:?!](?={HAN}|[“《])"
    rf"|(?<=[{HAN_CLASS}”’》）])[,;:?!](?=\d+(?:[.．]\d+)?[{HAN_CLASS}%])"
    rf"|(?<={HAN})[,;:?!](?=$)|(?<=[{HAN_CLASS}”》）])\.(?=\s*$)",
    re.M,
)
_PARENTHESES = re.compile(r"\(([^()\n]{0,200})\)")
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_DOTS = re.compile(
    rf"(?<=[{HAN_CLASS}”》）\d])(?:\.{{3,8}}|\.{{2}}(?!\d)|·{{3,}}|。{{3,}})(?![.\d]{{2}})"
    rf"|(?<!…)(?<!… )…(?: …)?(?!…)"
)
_ETC = re.compile(r"(等等?)(……|…|\.{3,6}|。{3,6})")
_BETWEEN_TITLES = re.compile("》、《")
_BETWEEN_QUOTES = re.compile("”、“")


def doubled(passage: Passage) -> Iterator[Hit]:
    """Two marks where one belongs: 。。 or ，、."""
    for found in _DOUBLED.finditer(passage.text):
        marks = found.group()
        if len(marks) > 2 and set(marks) == {"。"}:
            continue
        yield DUP.hit(*found.span(), f"标点“{marks}”重复，只留一个。", marks[0])


def half_width(passage: Passage) -> Iterator[Hit]:
    """Half-width marks between Chinese characters, half-width brackets around Chinese words."""
    text = passage.text
    for found in _MARK.finditer(text):
        mark = found.group()
        message = f"汉字之间用了半角标点“{mark}”，应为全角“{_WIDE[mark]}”。"
        yield HALFWIDTH.hit(*found.span(), message, _WIDE[mark])
    for found in _PARENTHESES.finditer(text):
        before, after = text[: found.start()][-1:], text[found.end() : found.end() + 1]
        between = bool(re.match(HAN, before) and re.match(HAN, after))
        if between or re.search(HAN, found.group(1)):
            message = "中文里用了半角括号，应为全角括号。"
            yield HALFWIDTH.hit(*found.span(), message, f"（{found.group(1)}）")


def ellipsis(passage: Passage) -> Iterator[Hit]:
    """Three dots, three full stops or half an ellipsis; an ellipsis after 等."""
    text = passage.text
    for found in _ETC.finditer(text):
        message = f"“{found.group(1)}”与省略号不能同时使用，去掉省略号。"
        yield ETC_ELLIPSIS.hit(*found.span(), message, found.group(1))
    for found in _DOTS.finditer(text):
        if text[found.start() - 1 : found.start()] == "等":
            continue
        message = f"省略号应为六个小圆点“……”，不用“{found.group()}”。"
        yield ELLIPSIS.hit(*found.span(), message, "……")


def between_marks(passage: Passage) -> Iterator[Hit]:
    """A 顿号 between two titles or two quotations that nothing else parts."""
    for found in _BETWEEN_TITLES.finditer(passage.text):
        yield TITLE_DUNHAO.hit(*found.span(), "并列的书名号之间通常不用顿号。", "》《")
    for found in _BETWEEN_QUOTES.finditer(passage.text):
        yield QUOTE_DUNHAO.hit(*found.span(), "并列的引号之间通常不用顿号。", "”“")


def paragraph_end(passage: Passage) -> Iterator[Hit]:
    """A paragraph that breaks off at 、 or ，."""
    for place, line in passage.lines:
        words = line.rstrip()
        if len(words) > 1 and words[-1] in "、，":
            end = place + len(words)
            message = f"段落以“{words[-1]}”结尾，是否缺少内容，或应改用句末点号？"
            yield PARA_END.hit(end - 1, end, message)


CHECKS = (doubled, half_width, ellipsis, between_marks, paragraph_end)
