"""Times of day, periods counted in days, 截止 and 截至, the order of a document's own dates."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from workflow.proofreading.characters import han_number
from workflow.proofreading.dates import DATE, read
from workflow.proofreading.finding import ERROR, WARNING, Hit, Rule
from workflow.proofreading.places import Passage

INVALID = Rule("TIME_INVALID", "不存在的时刻", ERROR, "计时法", "3月5日25:30", cause="time")
PERIOD = Rule(
    "TIME_PERIOD", "时段与时刻矛盾", ERROR, "计时法", "上午14:30", "下午2:30", cause="time"
)
JIEZHI = Rule(
    "WORD_JIEZHI",
    "“截止”“截至”混用",
    WARNING,
    "《现代汉语词典》词义",
    "截止2024年底",
    "截至2024年底",
)
WORKDAYS = Rule(
    "DATE_WORKDAYS",
    "工作日数与起止日期不符",
    WARNING,
    "历法",
    "5个工作日，自5月6日至5月8日",
    cause="period",
)
DAYS = Rule(
    "DATE_DAYS", "天数与起止日期不符", WARNING, "历法", "公示7天，5月6日至5月8日", cause="period"
)
ORDER = Rule(
    "META_DATE_ORDER", "成文日期晚于发布日期", ERROR, "GB/T 9704-2012 7.3.5.4；历法",
    "成文3月20日，发布3月12日",
)  # fmt: skip
RULES = (INVALID, PERIOD, JIEZHI, WORKDAYS, DAYS, ORDER)

_CLOCK = re.compile(r"(?<![\d:：.])(?P<hour>\d{1,2})[:：](?P<minute>\d{2})(?![\d:：.%])")
_SPOKEN = re.compile(r"(?<![\d.])(?P<hour>\d{1,2})\s?[时点]\s?(?P<minute>\d{1,2})\s?分(?![之钟值])")
_SAYS_TIME = re.compile(
    r"(?:\d日|[（(]?(?:星期|周)[一二三四五六日][）)]?|时间|上午|下午|晚上|凌晨|早上|中午|早"
    r"|晚|于|每日|每天|当日|当天|时段)[：:）)]?\s?$"
)
_SCORE = re.compile(r"^\s?(?:战|击|获|胜|负|大|险|力|的比|惜|不敌)")
_MORNING = re.compile(
    r"(?P<period>上午|早上|早晨|清晨|凌晨|今早|明早)\s?(?P<hour>1[3-9]"
    r"|2[0-4])(?P<rest>\s?[:：]\s?[0-5]\d|[时点](?:半|整|[0-5]?\d分)?)"
)
_JIEZHI = re.compile(
    r"(?<![名标报请购交稿送订款])截止(?P<when>(?:到|至)?(?:(?:\d{4}年|今年|去年|本年"
    r"|当年)(?:\d{1,2}月(?:份|\d{1,2}日)?)?(?:底|末|初|上半年)?|\d{1,2}月(?:份"
    r"|\d{1,2}日)?(?:底|末|初)?"
    r"|目前|当前|现在|上月底?|本月底?|上个月|年底|月底|昨[日天]|今[日天]|(?:发稿"
    r"|记者发稿)时?))(?!截止|报名|结束|前)"
)
_COUNT = re.compile(
    r"(?<![月\d.])(?P<count>\d{1,3}|[一二三四五六七八九十]{1,3})\s?(?P<unit>个工作日|天|日"
    r"|个自然日)(?![前后内以之起])"
)
_JOINT = re.compile(r"\s?(?:起)?(?:至|到|—{1,2}|－|–|-|～|~)\s?")


def of_day(passage: Passage) -> Iterator[Hit]:
    """25:30, 上午14:30. Scores and proportions are no times."""
    text = passage.text
    for pattern, sure in ((_CLOCK, False), (_SPOKEN, True)):
        for found in pattern.finditer(text):
            hour, minute = int(found.group("hour")), int(found.group("minute"))
            if (hour < 24 and minute < 60) or (hour, minute) == (24, 0):
                continue
            before = text[max(0, found.start() - 12) : found.start()]
            said = _SAYS_TIME.search(before) is not None
            if (
                said or (sure and hour < 100 and not re.search(r"[历用耗]时|共|比", before[-4:]))
            ) and not _SCORE.match(text[found.end() : found.end() + 4]):
                yield INVALID.hit(*found.span(), f"没有“{found.group()}”这个时刻，请核对。")
    for found in _MORNING.finditer(text):
        hour = int(found.group("hour"))
        name = "下午" if hour < 18 else "晚上"
        right = f"{name}{hour - 12}{found.group('rest').strip()}"
        message = f"“{found.group('period')}”与“{hour}时”矛盾。"
        yield PERIOD.hit(*found.span(), message, right)


def until(passage: Passage) -> Iterator[Hit]:
    """截止 ends something; 截至 says as of when."""
    for found in _JIEZHI.finditer(passage.text):
        when = found.group("when").removeprefix("到").removeprefix("至")
        if found.group("when")[0] in "到至":
            continue
        message = "“截止”表示停止，说到某时为止的情况应用“截至”。"
        yield JIEZHI.hit(*found.span(), message, f"截至{when}")


def periods(passage: Passage) -> Iterator[Hit]:
    """N days, and a period of so many: they agree. Holidays may only make workdays fewer."""
    text = passage.text
    if "工作日" not in text and "天" not in text and "日" not in text:
        return
    for found in DATE.finditer(text):
        joint = _JOINT.match(text, found.end())
        until_ = DATE.match(text, joint.end()) if joint else None
        if until_ is None:
            continue
        year = _year(passage, found)
        first, last = read(found, year), read(until_, int(found.group("year") or year))
        if first is None or last is None or last < first or (last - first).days > 400:
            continue
        yield from _counted(text, found.start(), until_.end(), first, last, found, until_)


def own_dates(passage: Passage) -> Iterator[Hit]:
    """A document is not written after it was published."""
    context = passage.context
    written, published = context.written, context.published
    if passage.place == "text" and written and published and written > published:
        yield ORDER.hit(0, 0, f"成文日期（{written}）晚于发布日期（{published}）。")


CHECKS = (of_day, until, periods, own_dates)


def _counted(
    text: str, start: int, end: int, first: date, last: date, *dates: re.Match[str]
) -> Iterator[Hit]:
    """Compare with a count in the same sentence, up to 24 characters before or 16 after."""
    before = re.split(r"[。；\n]", text[max(0, start - 24) : start])[-1]
    after = re.split(r"[。；\n]", text[end : end + 16])[0]
    said = None
    for found in _COUNT.finditer(before):
        said = found
    if said is None or re.search(r"[一-鿿]{7,}$", before[said.end() :]):
        said = re.match(r"[，,（(]?\s?(?:共|共计|为期|计|历时)?\s?" + _COUNT.pattern, after)
    if said is None:
        return
    number = said.group("count")
    count = int(number) if number.isdigit() else han_number(number)
    if not count or not re.search(
        r"公示|公告|公开|征求|为期|共|期限|时间|历时|展期|活动|会期|反馈|异议",
        before + after + text[max(0, start - 40) : start],
    ):
        return
    whole = (last - first).days + 1
    if said.group("unit") == "个工作日":
        days = [first + timedelta(days=n) for n in range(whole)]
        work = sum(day.weekday() < 5 for day in days)
        if (
            count > whole
            or (count > work and count - work > 1)
            or (count > work and whole < 10)
            or (count < work and not _festive(days))
        ):
            message = f"{_said(first, last)}有{work}个工作日（未计法定节假日），不是{count}个。"
            yield WORKDAYS.hit(start, end, message)
    elif count not in (whole, whole - 1):
        message = f"{_said(first, last)}是{whole}天，不是{count}天。"
        yield DAYS.hit(start, end, message)


def _festive(days: list[date]) -> bool:
    """Say whether public holidays may lie in the period (new year, spring, 清明, May, autumn)."""
    windows = (((1, 1), (2, 28)), ((4, 3), (5, 6)), ((6, 1), (6, 26)), ((9, 10), (10, 9)))
    return any(low <= (day.month, day.day) <= high for day in days for low, high in windows)


def _year(passage: Passage, found: re.Match[str]) -> int:
    if found.group("year"):
        return int(found.group("year"))
    return passage.context.day.year if passage.context.day else 2000


def _said(first: date, last: date) -> str:
    return f"从{first.month}月{first.day}日到{last.month}月{last.day}日"
