"""Dates: days that no calendar has, weekdays that do not fit, ranges that run backwards."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from workflow.proofreading.characters import han_number
from workflow.proofreading.finding import ERROR, WARNING, Hit, Rule
from workflow.proofreading.places import Passage

_9704 = "GB/T 9704-2012《党政机关公文格式》7.3.5.4 成文日期"
INVALID = Rule("DATE_INVALID", "不存在的日期", ERROR, "历法", "2024年2月30日", cause="date")
WEEKDAY = Rule(
    "DATE_WEEKDAY",
    "日期与星期不符",
    ERROR,
    "历法",
    "2025年3月12日（星期四）",
    "星期三",
    cause="date",
)
REVERSED = Rule(
    "DATE_RANGE_REVERSED",
    "起止日期颠倒",
    ERROR,
    "历法",
    "2024年5月10日至2024年5月1日",
    cause="date",
)
ZERO_PAD = Rule(
    "DATE_ZERO_PAD", "月、日编虚位", WARNING, _9704, "2025年03月05日", "2025年3月5日", cause="date"
)
SIGNED = Rule(
    "DATE_SIGNED_HAN", "成文日期用阿拉伯数字", WARNING, _9704, "二〇二五年三月五日", "2025年3月5日"
)
RULES = (INVALID, WEEKDAY, REVERSED, ZERO_PAD, SIGNED)

DATE = re.compile(
    r"(?<!\d)(?:(?P<year>\d{4})\s?年\s?)?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?[日号]"
)
_NUMERIC = re.compile(
    r"(?<![\d.-])(?P<year>(?:19|20)\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?![\d-])"
)
_WEEKDAY = re.compile(
    r"\s?[（(，,]?\s?(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])(?![边围岁年末报])\s?[）)]?"
)
_RANGE = re.compile(r"\s?(?:至|到|—{1,2}|－|–|-|～|~)\s?")
_PADDED = re.compile(r"(?<!\d)\d{4}年(?:0\d月(?:\d{1,2}日)?|\d{1,2}月0\d日)")
_HAN_DATE = re.compile(
    r"^[ \t\u3000]*(?P<date>(?P<year>[一二][一二三四五六七八九〇零○Ｏ]{3})年"
    r"(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十]{1,3})日)[ \t\u3000]*$",
    re.M,
)
_HAN_WHOLE = re.compile(
    r"(?<![一二三四五六七八九〇零○])(?:(?P<year>[一二][一二三四五六七八九〇零○Ｏ]{3}|\d{4})年)"
    r"(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十]{1,3})日"
)
_MONTHS = re.compile(
    r"(?<!\d)(?P<y>\d{4})年(?P<m>\d{1,2})月\s?(?:至|到|—{1,2}|－|–|-|～|~)\s?"
    r"(?:(?P<z>\d{4})年)?(?P<n>\d{1,2})月(?!\d)"
)
_DAYS = "一二三四五六日"
_LEAP = 2000


def impossible(passage: Passage) -> Iterator[Hit]:
    """30 February, the 13th month. Without a year, a day that some year has is believed."""
    for pattern in (DATE, _NUMERIC):
        for found in pattern.finditer(passage.text):
            if read(found) is None and not _is_traditional(passage.text, found.start()):
                yield INVALID.hit(*found.span(), f"没有“{found.group()}”这一天，请核对。")
    for found in _HAN_WHOLE.finditer(passage.text):
        digits = _digits(found)
        if digits and read_numbers(*digits) is None:
            yield INVALID.hit(*found.span(), f"没有“{found.group()}”这一天，请核对。")


def wrong_weekday(passage: Passage) -> Iterator[Hit]:
    """A date with a weekday written after it; without a year, that of the text or document."""
    text, year = passage.text, passage.context.day.year if passage.context.day else None
    for found in DATE.finditer(text):
        own = found.group("year")
        if own:
            year = int(own)
        said = _WEEKDAY.match(text, found.end())
        if said is None or year is None:
            continue
        day = read(found, year)
        if day is None:
            continue
        right = _DAYS[day.weekday()]
        if said.group("weekday").replace("天", "日") != right:
            message = (
                f"{day.year}年{day.month}月{day.day}日是星期{right}，"
                f"不是星期{said.group('weekday')}。"
            )
            severity = ERROR if own else WARNING
            start, end = found.start(), said.end()
            if not re.search(r"[（(]", said.group()):
                end = said.end("weekday")
            yield WEEKDAY.hit(start, end, message, f"星期{right}", severity=severity)


def backwards(passage: Passage) -> Iterator[Hit]:
    """A period that ends before it begins. Without years, December to January is believed."""
    text = passage.text
    for found in _MONTHS.finditer(text):
        begun = int(found.group("y")), int(found.group("m"))
        ends = int(found.group("z") or 0), int(found.group("n"))
        if ends[0] and ends < begun:
            yield REVERSED.hit(*found.span(), "结束日期早于开始日期，请核对。")
    for pattern in (DATE, _NUMERIC):
        for found in pattern.finditer(text):
            joint = _RANGE.match(text, found.end())
            until = pattern.match(text, joint.end()) if joint else None
            first = read(found)
            if until is None or first is None:
                continue
            said = until.group("year")
            last = read(until, first.year)
            if last is None or last >= first:
                continue
            same_year = bool(said and found.group("year"))
            if same_year or (not said and last.month == first.month):
                message = "结束日期早于开始日期，请核对。"
                yield REVERSED.hit(found.start(), until.end(), message)


def written_forms(passage: Passage) -> Iterator[Hit]:
    """No zero before month or day; the date under a document in Arabic numerals."""
    for found in _PADDED.finditer(passage.text):
        right = re.sub(r"(?<=[年月])0", "", found.group())
        yield ZERO_PAD.hit(*found.span(), "月、日不编虚位（1不编为01）。", right)
    if passage.place == "text":
        for found in _HAN_DATE.finditer(passage.text):
            right = _arabic(found)
            if right:
                yield SIGNED.hit(*found.span("date"), "成文日期用阿拉伯数字标注。", right)


CHECKS = (impossible, wrong_weekday, backwards, written_forms)


def read(found: re.Match[str], year: int = _LEAP) -> date | None:
    """Read a match of `DATE`; the given year stands in where none is written."""
    return read_numbers(
        int(found.group("year") or year), int(found.group("month")), int(found.group("day"))
    )


def read_numbers(year: int, month: int, day: int) -> date | None:
    """Give the day, None where the calendar has none."""
    if year < 1 or not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def _is_traditional(text: str, start: int) -> bool:
    """The farmers' calendar has its own days."""
    return text[max(0, start - 3) : start].endswith(("农历", "阴历", "旧历", "藏历"))


def _arabic(found: re.Match[str]) -> str:
    digits = _digits(found)
    if digits is None or read_numbers(*digits) is None:
        return ""
    year, month, day = digits
    return f"{year}年{month}月{day}日"


def _digits(found: re.Match[str]) -> tuple[int, int, int] | None:
    """Read a date in Chinese numerals."""
    year = found.group("year").translate(_FIGURES)
    month, day = (han_number(found.group(name)) for name in ("month", "day"))
    return (int(year), month, day) if year.isdigit() and month and day else None


_FIGURES = str.maketrans("〇零○Ｏ一二三四五六七八九", "0000123456789")
