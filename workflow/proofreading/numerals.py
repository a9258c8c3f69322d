"""How numbers are written: Arabic or Chinese, years, about-numbers, grouping, units."""

import re
from collections.abc import Iterator

from workflow.proofreading.characters import COUNTED, HAN_CLASS, han_number, in_han
from workflow.proofreading.finding import ERROR, WARNING, Hit, Rule
from workflow.proofreading.places import Passage

_15835 = "GB/T 15835-2011《出版物上数字用法》"
APPROX_DUNHAO = Rule(
    "NUM_APPROX_DUNHAO", "概数中间的顿号", ERROR, f"{_15835}；GB/T 15834-2011 4.5.3.5",
    "三、四十人", "三四十人",
)  # fmt: skip
APPROX_DOUBLE = Rule(
    "NUM_APPROX_DOUBLE", "概数词重复", WARNING, "语法：概数词叠用", "约30余家", "30余家"
)
APPROX_ARABIC = Rule("NUM_APPROX_ARABIC", "“几”字概数用汉字", WARNING, _15835, "20几个", "二十几个")
YEAR_LING = Rule(
    "NUM_YEAR_LING", "汉字年份的“〇”", ERROR, _15835, "二零二四年", "二〇二四年", cause="year"
)
YEAR_SHORT = Rule(
    "NUM_YEAR_SHORT", "年份简写", WARNING, _15835, "24年3月", "2024年3月", cause="year"
)
MIXED_STYLE = Rule(
    "NUM_MIXED_STYLE", "汉字数字与阿拉伯数字混用", WARNING, _15835, "二十世纪80年代",
    "20世纪80年代",
    cause="year",
)  # fmt: skip
GROUPING = Rule(
    "NUM_GROUPING", "千分撇位置", ERROR, _15835, "1,23,456", "123,456", cause="grouping"
)
UNIT_CASE = Rule(
    "UNIT_CASE", "计量单位的大小写", WARNING, "GB 3100-1993《国际单位制及其应用》", "5KM", "5km"
)
PP_DUP = Rule("NUM_PP_DUP", "百分号与“个百分点”重复", ERROR, _15835, "5%个百分点", "5个百分点")
RULES = (
    APPROX_DUNHAO, APPROX_DOUBLE, APPROX_ARABIC, YEAR_LING, YEAR_SHORT, MIXED_STYLE, GROUPING,
    UNIT_CASE, PP_DUP,
)  # fmt: skip

_MEASURES = "个人名户家次天里米斤吨亩元岁遍倍台辆件套只座间篇"
_APPROX = re.compile(
    rf"(?<![第{COUNTED}十百千万0-9、零〇星期周])(?P<a>[{COUNTED}])、(?P<b>[{COUNTED}])"
    rf"(?P<rest>[十百千万]{{1,2}}[{_MEASURES}万亿多余年]?"
    rf"|[{_MEASURES}](?![{COUNTED}、号级类等]))(?!、)"
)
_LISTING = re.compile(r"(?:分别|各|第|年级|前款|排|至|比为)[^。；，]{0,6}$")
_DOUBLE = re.compile(
    rf"(?P<first>约|大约|大概|将近|接近|近|超过|超|逾|不少于|至少)(?P<number>\d[\d.,]*"
    rf"|[{COUNTED}十百千]+)"
    rf"(?P<wan>[万亿千百]?)(?P<more>余|多)(?P<tail>[{_MEASURES}位种项条所处场批头棵笔艘架]?)"
)
_AROUND = re.compile(
    rf"(?P<first>约|大约|大概|将近|接近)(?P<middle>(?:\d[\d.,]*|[{COUNTED}十百千]+)"
    rf"[%％]?[{HAN_CLASS}]{{0,4}}?)(?P<last>左右|上下)"
)
_DURATION = re.compile(r"[年天月日周]|小时|分钟|个[月多]|世纪")
_TENS_AND = re.compile(rf"(?<![\d.,])(?P<tens>[1-9]\d?0{{1,3}})几(?P<unit>[{HAN_CLASS}]?)")
_SOME_TENS = re.compile(r"几(?P<tens>10{1,3})(?!\d)")
_LING = re.compile(rf"(?<![{COUNTED}〇零○ＯO])[一二][{COUNTED}〇零○ＯOo0]{{3}}年(?=[^度]|$)")
_SHORT = re.compile(
    r"(?<![\d.,年〇一二三四五六七八九十~～—－-])'?(?P<year>[0-4]\d"
    r"|[89]\d)年(?:(?P<month>1[0-2]|[1-9])月)"
    r"(?!龄)"
)
_LASTING = re.compile(
    r"(?:刑|期|历时|长达|满|龄|近|约|至少|过去|用时|达|用了|徒刑|限|工作|任职|拘役)$"
)
_CENTURY = re.compile(rf"(?P<han>[{COUNTED}十]{{1,3}})世纪(?P<tens>\d0)(?P<rest>年代[初中末]?)")
_DECADE = re.compile(rf"(?P<number>\d{{1,2}})世纪(?P<han>[{COUNTED}]十)(?P<rest>年代[初中末]?)")
_MIXED_DATE = re.compile(
    rf"(?P<year>\d{{4}}年)(?P<month>[{COUNTED}十]{{1,2}})月(?P<day>[{COUNTED}十]{{1,3}}"
    rf"|\d{{1,2}})日"
    rf"|(?P<year2>\d{{4}}年)(?P<month2>\d{{1,2}})月(?P<day2>[{COUNTED}十]{{1,3}})日"
    rf"|(?<![{COUNTED}十年历\d])(?P<month3>[{COUNTED}十]{{1,2}})月(?P<day3>\d{{1,2}})日"
    rf"|(?<![\d{COUNTED}])(?P<month4>\d{{1,2}})月(?P<day4>[{COUNTED}十]{{1,3}})日"
)
_GROUPS = re.compile(
    r"(?<![\d.,/A-Za-z])\d{1,7}(?:,\d{1,4}){1,6}(?:\.\d+)?(?=\s?(?:元|万|亿|人|户|吨|亩|件|个|"
    r"平方|公里|米|美元|人次|辆|家|名|次|斤|套|台|[。；)）]|$))"
)
_UNIT = re.compile(
    r"(?<![A-Za-z\d.,-])\d[\d.,]{0,20}\s?(?P<unit>K[mM]|KM|kM|C[Mm]|cM|M[Mm]|mM|K[gG]|kG|K[wWvVaA]|kw|kv|"
    r"KWH|KWh|Kwh|kwh|KwH|Mpa|MPA|mpa|Kpa|KPA|kpa|HZ|hz|Khz|KHZ|KHz|khz|MHZ|Mhz|mhz|GHZ|Ghz"
    r"|ghz|db|DB|"
    r"ML|Ml|KJ|Kj|kj|MG|Mg(?=/)|PH(?=值))(?![A-Za-z\d])"
)
_UNITS = {
    "km": "km", "cm": "cm", "mm": "mm", "kg": "kg", "kw": "kW", "kv": "kV", "ka": "kA",
    "kwh": "kW·h", "mpa": "MPa", "kpa": "kPa", "hz": "Hz", "khz": "kHz", "mhz": "MHz",
    "ghz": "GHz", "db": "dB", "ml": "mL", "kj": "kJ", "mg": "mg", "ph": "pH",
}  # fmt: skip
_POINTS = re.compile(r"(?<![\d.])(?P<number>\d{1,12}(?:\.\d{1,6})?)\s?[%％]\s?个百分点")


def about(passage: Passage) -> Iterator[Hit]:
    """三、四十人, 约30余家, 20几个."""
    text = passage.text
    for found in _APPROX.finditer(text):
        one, other = COUNTED.index(found.group("a")), COUNTED.index(found.group("b"))
        before = text[max(0, found.start() - 10) : found.start()]
        if other != one + 1 or _LISTING.search(before) or found.group("rest") == "年":
            continue
        right = found.group().replace("、", "")
        yield APPROX_DUNHAO.hit(*found.span(), "相邻数字连用表示概数，中间不用顿号。", right)
    for found in _DOUBLE.finditer(text):
        near = found.group("first") in "近超过逾不少于至少"
        following = text[found.end("more") : found.end("more") + 4]
        if near and _DURATION.match(following):
            continue
        right = found.group().removeprefix(found.group("first"))
        message = f"“{found.group('first')}”与“{found.group('more')}”都表示概数，只用一个。"
        yield APPROX_DOUBLE.hit(*found.span(), message, right)
    for found in _AROUND.finditer(text):
        right = found.group("first") + found.group("middle")
        message = f"“{found.group('first')}”与“{found.group('last')}”都表示概数，只用一个。"
        yield APPROX_DOUBLE.hit(*found.span(), message, right)
    for found in _TENS_AND.finditer(text):
        right = f"{in_han(int(found.group('tens')))}几{found.group('unit')}"
        yield APPROX_ARABIC.hit(*found.span(), "用“几”表示的概数应写汉字。", right)
    for found in _SOME_TENS.finditer(text):
        right = "几" + {"10": "十", "100": "百", "1000": "千"}[found.group("tens")]
        yield APPROX_ARABIC.hit(*found.span(), "用“几”表示的概数应写汉字。", right)


def years(passage: Passage) -> Iterator[Hit]:
    """二零二四年, 24年3月."""
    text = passage.text
    for found in _LING.finditer(text):
        year = found.group()
        if not re.search("[零○ＯOo0]", year):
            continue
        right = re.sub("[零○ＯOo0]", "〇", year)
        yield YEAR_LING.hit(*found.span(), "汉字年份里的零应为“〇”。", right)
    for found in _SHORT.finditer(text):
        if _LASTING.search(text, max(0, found.start() - 4), found.start()):
            continue
        year = found.group("year")
        right = f"{'20' if year < '50' else '19'}{year}年{found.group('month')}月"
        yield YEAR_SHORT.hit(*found.span(), "年份应写全四位数字。", right)


def styles(passage: Passage) -> Iterator[Hit]:
    """One expression, one sort of numerals."""
    text = passage.text
    for found in _CENTURY.finditer(text):
        number = han_number(found.group("han"))
        if number:
            right = f"{number}世纪{found.group('tens')}{found.group('rest')}"
            yield MIXED_STYLE.hit(*found.span(), "世纪与年代的数字写法应一致。", right)
    for found in _DECADE.finditer(text):
        tens = han_number(found.group("han"))
        right = f"{found.group('number')}世纪{tens}{found.group('rest')}"
        yield MIXED_STYLE.hit(*found.span(), "世纪与年代的数字写法应一致。", right)
    for found in _MIXED_DATE.finditer(text):
        parts = {name.rstrip("234"): value for name, value in found.groupdict().items() if value}
        month, day = (_number(parts[name]) for name in ("month", "day"))
        if month and day:
            right = f"{parts.get('year', '')}{month}月{day}日"
            yield MIXED_STYLE.hit(*found.span(), "同一个日期里数字写法应一致。", right)


def figures(passage: Passage) -> Iterator[Hit]:
    """1,23,456; 5KM; 5%个百分点."""
    for found in _GROUPS.finditer(passage.text):
        whole, _point, part = found.group().partition(".")
        first, *groups = whole.split(",")
        if len(first) <= 3 and all(len(group) == 3 for group in groups):
            continue
        if not any(len(group) == 3 for group in groups):
            continue
        right = f"{int(whole.replace(',', '')):,}" + (f".{part}" if part else "")
        yield GROUPING.hit(*found.span(), "千分撇应从右起每三位一个。", right)
    for found in _UNIT.finditer(passage.text):
        unit = found.group("unit")
        right = _UNITS[unit.lower()]
        if unit != right:
            message = f"单位符号“{unit}”应写作“{right}”。"
            yield UNIT_CASE.hit(*found.span("unit"), message, right)
    for found in _POINTS.finditer(passage.text):
        right = f"{found.group('number')}个百分点"
        yield PP_DUP.hit(*found.span(), "“%”与“个百分点”重复。", right)


CHECKS = (about, years, styles, figures)


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() else han_number(text)
