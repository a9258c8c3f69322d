"""Arithmetic: parts and totals, shares, what cannot be more than a hundred per cent."""

import re
from collections.abc import Iterator
from decimal import Decimal

from workflow.proofreading.characters import HAN_CLASS
from workflow.proofreading.finding import ERROR, WARNING, Hit, Rule
from workflow.proofreading.places import Passage

_BASIS = "算术；《政府网站发展指引》内容准确"
SHARES = Rule("NUM_SHARE_SUM", "占比之和超过100%", WARNING, _BASIS, "分别占45%、35%、25%")
SUM = Rule("NUM_SUM", "分项之和与总数不符", WARNING, _BASIS, "共1200户，其中城镇700户、农村600户")
OVER = Rule("NUM_SHARE_OVER", "不会超过100%的比率", WARNING, _BASIS, "合格率达到102%")
TIMES = Rule("NUM_DECREASE_TIMES", "减少不用倍数", ERROR, "逻辑：减少量不能用倍数表示", "下降2倍")
RULES = (SHARES, SUM, OVER, TIMES)

_PERCENT = r"\d{1,3}(?:\.\d+)?[%％]"
_LIST = re.compile(
    rf"分别(?:约?占|为|是|达到?)(?P<before>[^。；，,\d]{{0,12}})(?P<list>{_PERCENT}(?:(?:、"
    rf"|和|，|及|与){_PERCENT}){{1,9}})"
)
_OF_WHOLE = re.compile(r"占|比重|比例|份额|构成")
_NOT_OF_WHOLE = re.compile(
    r"全[国球市省县区]|同期|世界|联名|增长|增速|下降|提高|率|同比|环比|涨|降|完成"
)
_N = r"\d+(?:,\d{3})*(?:\.\d+)?"
_TOTAL = re.compile(
    rf"(?:共有?|总计|合计|总共|共计|总数为?|总量为?|总额为?|总人口为?"
    rf"|总投资为?)[^\d。；，]{{0,8}}(?P<all>(?P<n>{_N})"
    rf"(?P<u>[万亿]?[{HAN_CLASS}]{{1,2}}?)，其中[：:，]?)"
)
_PAIRS = (
    ("男", "女"), ("城镇", "农村"), ("城市", "农村"), ("线上", "线下"), ("国内", "国外"),
    ("省内", "省外"), ("市内", "市外"), ("境内", "境外"), ("室内", "室外"), ("地上", "地下"),
    ("新建", "续建"), ("中方", "外方"),
)  # fmt: skip
_ENDING = re.compile(
    rf"(?P<parts>(?:[{HAN_CLASS}“”]{{1,10}}{_N}(?P<u>[个人名户家次件台辆吨亩元套所座项]|万元"
    rf"|亿元|公里)[、，和]){{1,9}}"
    rf"[{HAN_CLASS}“”]{{0,10}}{_N}(?P=u))[，,]?(?:共计|合计|总计"
    rf"|共)(?:[{HAN_CLASS}]{{0,4}})(?P<total>{_N})(?P=u)"
)
_RATES = re.compile(
    r"(?P<name>合格率|覆盖率|满意率|满意度|普及率|参保率|入学率|及格率|优良率|出勤率|签约率"
    r"|成功率|达标率|办结率"
    r"|处置率|入园率|通车率|抽检率|脱贫率|就业率|占比|绿化率|森林覆盖率|自给率|回复率"
    r"|整改率)[^。；，\d]{0,8}(?P<n>\d{3,4}(?:\.\d+)?)[%％]"
)
_PART_OF = re.compile(
    r"占[^。；，\d]{0,16}(?:总[数量额]|全[市省县区国]|比重"
    r"|比例)[^。；，\d]{0,10}(?P<n>\d{3}(?:\.\d+)?)[%％]"
)
_TIMES = re.compile(
    r"(?:下降|降低|减少|缩小|下跌|回落|减轻|缩短|缩减|压减|下滑|锐减)(?:了|近|约|超过|将近|达)*"
    r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百几数]+)(?:多|余)?倍"
)


def shares(passage: Passage) -> Iterator[Hit]:
    """Shares of one whole add up to a hundred at most; a rate of success cannot pass it."""
    text = passage.text
    for found in _LIST.finditer(text):
        before = text[max(0, found.start() - 40) : found.start("list")]
        clause = re.split(r"[。；\n]", before)[-1]
        if not _OF_WHOLE.search(clause) or _NOT_OF_WHOLE.search(clause.split("占")[-1]):
            continue
        numbers = [Decimal(n) for n in re.findall(r"\d+(?:\.\d+)?", found.group("list"))]
        if sum(numbers) > Decimal("100.5"):
            message = f"各项占比相加是{sum(numbers)}%，超过了100%，请核对。"
            yield SHARES.hit(*found.span("list"), message)
    for found in (*_RATES.finditer(text), *_PART_OF.finditer(text)):
        if Decimal(found.group("n")) > 100 and not _grows(text, found.start()):
            yield OVER.hit(*found.span(), "这类比率不会超过100%，请核对。")


def totals(passage: Passage) -> Iterator[Hit]:
    """A total and what it is made of."""
    text = passage.text
    if "其中" in text:
        for found in _TOTAL.finditer(text):
            hit = _broken_down(text, found)
            if hit:
                yield hit
    for found in _ENDING.finditer(text):
        parts = [_decimal(n) for n in re.findall(_N, found.group("parts"))]
        total = _decimal(found.group("total"))
        if sum(parts) != total and not re.search("其中|约|近|余|多", found.group("parts")):
            message = f"各项相加是{sum(parts):f}，与总数{total:f}不符，请核对。"
            yield SUM.hit(*found.span(), message)


def decreases(passage: Passage) -> Iterator[Hit]:
    """Nothing can become less by its double."""
    for found in _TIMES.finditer(passage.text):
        message = "减少的数量不能用倍数表示，应写明下降到几分之几或百分之几。"
        yield TIMES.hit(*found.span(), message)


CHECKS = (shares, totals, decreases)


def _broken_down(text: str, found: re.Match[str]) -> Hit | None:
    """The parts after 其中, as far as the sentence goes, in the unit of the total."""
    unit = found.group("u")
    rest = re.split(r"[。；\n]", text[found.end() : found.end() + 160])[0]
    part = re.compile(
        rf"[、，,和]?(?P<name>[{HAN_CLASS}“”（）]{{1,16}}?)(?P<n>{_N}){re.escape(unit)}"
    )
    names, sums, end = [], [], 0
    while match := part.match(rest, end):
        if re.search(r"占|约|近|超|较|比|其中|增|达|余", match.group("name")):
            break
        names.append(match.group("name"))
        sums.append(_decimal(match.group("n")))
        end = match.end()
    if len(sums) < 2 or rest[end : end + 2] in {"以上", "左右"}:
        return None
    total, added = _decimal(found.group("n")), sum(sums)
    whole = len(names) == 2 and any(
        (one in names[0] and other in names[1]) or (other in names[0] and one in names[1])
        for one, other in _PAIRS
    )
    if added > total or (whole and added != total):
        message = f"各项相加是{added:f}{unit}，与总数{total:f}{unit}不符，请核对。"
        return SUM.hit(found.start("n"), found.end() + end, message)
    return None


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _grows(text: str, start: int) -> bool:
    return bool(re.search(r"增长|提高|增加|完成", text[max(0, start - 8) : start]))
