"""Titles: no mark at the end, no exclamation, not longer than a list can show."""

import re
from collections.abc import Iterator

from ledger.formats import v1
from workflow.proofreading.characters import HAN_CLASS
from workflow.proofreading.context import Context
from workflow.proofreading.finding import HINT, WARNING, Hit, Rule
from workflow.proofreading.places import Passage

_9704 = "GB/T 9704-2012《党政机关公文格式》7.3.1 标题"
END = Rule(
    "TITLE_END_PUNCT", "标题末尾的标点", WARNING, _9704, "关于开展检查的通知。",
    "关于开展检查的通知",
    deletes=True, cause="marks",
)  # fmt: skip
EXCLAIM = Rule(
    "TITLE_EXCLAIM", "标题里的感叹号", HINT, "《政府网站发展指引》内容规范", "重磅！新政来了"
)
LONG = Rule("TITLE_LONG", "标题过长", HINT, "《政府网站发展指引》内容规范", "（超过80字的标题）")
EMPTY = Rule("TITLE_NO_WORDS", "标题没有文字", WARNING, "《政府网站发展指引》内容规范", "…………")
SAME = Rule(
    "TITLE_SAME",
    "与已发布的标题相同",
    WARNING,
    "《政府网站发展指引》内容规范",
    "（两条标题完全相同）",
)
RULES = (END, EXCLAIM, LONG, EMPTY, SAME)

_LONGEST = 80
_KINDS = "通知|公告|通告|通报|决定|决议|意见|方案|请示|批复|函|公报|公示|解读|办法|纪要"
_HEADLINE = re.compile(
    rf"\s*(?:[{HAN_CLASS}]{{1,18}}[府局委会办厅院部处所司镇道心室组])?关于[^\n，；：。！？]{{2,80}}的(?:{_KINDS})"
    r"(?P<mark>[。；])[ \t\u3000]*(?:\n|$)"
)


def title(passage: Passage) -> Iterator[Hit]:
    """The title of the page; in the text, a first line that is one."""
    text = passage.text
    if passage.place == "text":
        found = _HEADLINE.match(text)
        if found:
            yield END.hit(*found.span("mark"), "标题末尾不加标点。")
        return
    if passage.place != "title" or not text.strip():
        return
    bare = text.rstrip()
    if bare[-1] in "。，；、：.,;:":
        yield END.hit(len(bare) - 1, len(bare), "标题末尾不加标点。")
    for mark in re.finditer("[！!]+", text):
        yield EXCLAIM.hit(*mark.span(), "政务标题一般不用感叹号。")
    if len(bare) > _LONGEST:
        yield LONG.hit(0, len(text), f"标题有{len(bare)}字，列表里显示不全。")
    if not re.search(r"\w", text):
        yield EMPTY.hit(0, len(text), "标题里没有文字。")


def same(content: v1.Content, context: Context) -> Iterator[tuple[str, str, Hit]]:
    """A title that another published item bears."""
    if context.same_title:
        message = f"与已发布的{context.same_title}标题相同，请核对是否重复发布。"
        yield "title", content.title, SAME.hit(0, len(content.title), message)


CHECKS = (title,)
PAGE_CHECKS = (same,)
