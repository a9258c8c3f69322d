"""Official documents: their number (发文字号), the names of what is attached."""

import re
from collections.abc import Iterator

from workflow.proofreading.finding import ERROR, HINT, WARNING, Hit, Rule
from workflow.proofreading.places import Passage

_9704 = "GB/T 9704-2012《党政机关公文格式》"
_NUMBER_CLAUSE = f"{_9704} 7.2.5 发文字号"
BRACKET = Rule(
    "DOCNO_BRACKET", "发文字号的括号", ERROR, _NUMBER_CLAUSE, "市政发[2024]5号", "市政发〔2024〕5号"
)
ZERO = Rule(
    "DOCNO_ZERO", "发文字号的序号编虚位", ERROR, _NUMBER_CLAUSE, "市政发〔2024〕05号",
    "市政发〔2024〕5号", cause="docno",
)  # fmt: skip
DI = Rule(
    "DOCNO_DI", "发文字号的序号加“第”", ERROR, _NUMBER_CLAUSE, "市政发〔2024〕第5号",
    "市政发〔2024〕5号", cause="docno",
)  # fmt: skip
YEAR = Rule("DOCNO_YEAR", "发文字号的年份不全", ERROR, _NUMBER_CLAUSE, "市政发〔24〕5号")
DIFF = Rule(
    "META_DOCNO_DIFF", "正文文号与登记的文号不同", ERROR,
    "《政府网站发展指引》公文元数据；" + _NUMBER_CLAUSE, "正文“〔2024〕5号”，登记“〔2024〕6号”",
)  # fmt: skip
NAME_PUNCT = Rule(
    "ATTACH_NAME_PUNCT", "附件名称后的标点", WARNING, f"{_9704} 7.3.4 附件说明",
    "附件：1.项目申报表。", "附件：1.项目申报表", deletes=True,
)  # fmt: skip
HEAD_PUNCT = Rule(
    "ATTACH_HEAD_PUNCT", "附件序号后的标点", WARNING, f"{_9704} 7.3.8 附件", "附件1：", "附件1",
    deletes=True,
)  # fmt: skip
REF_MISSING = Rule(
    "ATTACH_REF_MISSING", "引用的附件不存在", ERROR, f"{_9704} 7.3.4 附件说明", "具体见附件3。"
)
FIGURE = Rule(
    "FIGURE_MISSING", "说有图而没有图", HINT, "《政府网站发展指引》内容规范", "如下图所示"
)
RULES = (BRACKET, ZERO, DI, YEAR, DIFF, NAME_PUNCT, HEAD_PUNCT, REF_MISSING, FIGURE)

_OPEN, _CLOSE = r"[\[\(（【［〖〔﹝{]", r"[\]\)）】］〗〕﹞}]"
_YEAR = re.compile(
    rf"[一-鿿]\s?(?P<brackets>{_OPEN}\s?(?P<year>(?:19|20)\d\d)\s?年?{_CLOSE})"
    r"(?=\s?第?\s?\d{1,5}\s?号(?![楼院线门房铺商机车]|令|公告))"
)
_ORDERS = re.compile(r"(?:令|公告|公报|通告|判决|裁定|字第)$")
_SERIAL = re.compile(
    rf"{_OPEN}\s?\d{{2,4}}\s?年?{_CLOSE}\s?(?P<serial>(?P<di>第?)\s?(?P<zero>0*)"
    rf"(?P<number>[1-9]\d{{0,4}})\s?号)"
)
_SHORT = re.compile(
    rf"(?<=[一-鿿])(?P<brackets>{_OPEN}\s?\d\d\s?{_CLOSE})(?=\s?第?\s?\d{{1,5}}\s?号)"
)
_WHOLE = re.compile(
    r"^[ \t\u3000]*(?P<number>(?P<organ>[一-鿿]{2,16})[〔\[（(【]"
    r"(?P<year>\d{4})[〕\]）)】]\s?第?\d{1,5}号)[ \t\u3000]*$"
)
_REGISTERED = re.compile(
    r"(?P<organ>[一-鿿]{2,16})[〔\[（(【](?P<year>\d{4})[〕\]）)】]\s?第?0*(?P<serial>\d{1,5})号"
)
_ATTACHED = re.compile(
    r"^[ \t\u3000]*附件\s?[：:]\s?(?:\d{1,2}\s?[.．、]\s?)?[^\n。；，,;：:]{2,60}?"
    r"(?P<mark>[。；，;])[ \t\u3000]*$"
)
_NEXT = re.compile(
    r"^[ \t\u3000]*\d{1,2}\s?[.．、]\s?[^\n。；，,;：:]{2,60}?(?P<mark>[。；，;])[ \t\u3000]*$"
)
_HEAD = re.compile(r"^[ \t\u3000]*附件\s?\d{1,2}(?P<mark>[：:.．、，。])[ \t\u3000]*$")
_REFERENCE = re.compile(r"(?<!《)附件\s?(?P<number>[1-9]\d?)(?![\d.%％号])")
_OWN_HEAD = re.compile(r"^[ \t\u3000]*附件\s?(\d{1,2})", re.M)
_LISTED = re.compile(r"^[ \t\u3000]*附件\s?[：:]", re.M)
_FIGURE = re.compile(
    r"[下上左右附]图(?=[所显中为是可示。，、：）])|(?<=[见如])图\s?\d{1,2}(?!\d|书)"
)


def numbers(passage: Passage) -> Iterator[Hit]:
    """The year in 〔〕 and with four digits, the serial number bare."""
    text = passage.text
    for found in _YEAR.finditer(text):
        brackets = found.group("brackets")
        right = f"〔{found.group('year')}〕"
        if brackets == right or _ORDERS.search(text, max(0, found.start() - 3), found.start() + 1):
            continue
        message = f"发文字号的年份应使用六角括号{right}。"
        yield BRACKET.hit(*found.span("brackets"), message, right)
    for found in _SHORT.finditer(text):
        message = "发文字号的年份应写全四位数字。"
        yield YEAR.hit(*found.span("brackets"), message)
    for found in _SERIAL.finditer(text):
        before = text[max(0, found.start() - 4) : found.start()]
        if not re.search(r"[一-鿿]$", before) or _ORDERS.search(before):
            continue
        right = f"{found.group('number')}号"
        if found.group("di"):
            message = "发文字号的序号前不加“第”。"
            yield DI.hit(*found.span("serial"), message, right)
        elif found.group("zero"):
            yield ZERO.hit(*found.span("serial"), "发文字号的序号不编虚位（1不编为01）。", right)


def registered(passage: Passage) -> Iterator[Hit]:
    """The document's own number, alone on a line, is the one that was registered."""
    known = _REGISTERED.fullmatch(re.sub(r"\s", "", passage.context.number))
    if known is None or passage.place != "text":
        return
    for place, line in passage.lines[:12]:
        found = _WHOLE.match(line)
        if found is None:
            continue
        own = _REGISTERED.fullmatch(re.sub(r"\s", "", found.group("number")))
        if own and own.groups() != known.groups():
            start = place + found.start("number")
            message = f"正文的文号与登记的文号“{passage.context.number}”不一致。"
            yield DIFF.hit(start, place + found.end("number"), message)
            return


def attachment_names(passage: Passage) -> Iterator[Hit]:
    """No mark after the name of an attachment, none after 附件1 at its own head."""
    listing = False
    for place, line in passage.lines:
        head = _HEAD.match(line)
        if head:
            mark = place + head.start("mark")
            yield HEAD_PUNCT.hit(mark, mark + 1, "“附件”及其序号后不加标点。")
        found = _ATTACHED.match(line) or (_NEXT.match(line) if listing else None)
        listing = bool(re.match(r"[ \t\u3000]*附件\s?[：:]", line)) or (
            listing and bool(re.match(r"[ \t\u3000]*\d{1,2}\s?[.．、]", line))
        )
        if found:
            mark = place + found.start("mark")
            yield NAME_PUNCT.hit(mark, mark + 1, "附件名称后不加标点符号。")


def references(passage: Passage) -> Iterator[Hit]:
    """An attachment that the text names and nobody attached; a figure where there is none."""
    context, text = passage.context, passage.text
    if context.attachments is not None and passage.place == "text":
        own = {int(number) for number in _OWN_HEAD.findall(text)}
        highest = max([context.attachments, *own])
        told: set[str] = set()
        for found in _REFERENCE.finditer(text):
            if found.group("number") in told:
                continue
            before = text[max(0, found.start() - 12) : found.start()]
            if int(found.group("number")) <= highest or re.search(
                r"[》号”][^。；，]{0,6}$", before
            ):
                continue
            told.add(found.group("number"))
            message = f"引用了附件{found.group('number')}，但只有{context.attachments}个附件。"
            severity = ERROR if context.attachments else WARNING
            yield REF_MISSING.hit(*found.span(), message, severity=severity)
    if context.images == 0 and passage.place == "text":
        for found in _FIGURE.finditer(text):
            yield FIGURE.hit(*found.span(), f"文中说“{found.group()}”，但正文没有图片。")


CHECKS = (numbers, registered, attachment_names, references)
