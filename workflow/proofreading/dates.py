"""Dates: days that no calendar has, weekdays that do not belong to their day."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from workflow.proofreading.finding import ERROR, Hit

_DATE = re.compile(
    r"(?<!\d)(?:(?P<year>\d{4})\s*年\s*)?(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*[日号]"
)
_NUMERIC = re.compile(
    r"(?<![\d.-])(?P<year>(?:19|20)\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?![\d-])"
)
_WEEKDAY = re.compile(r"\s*[（(]?\s*(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])\s*[）)]?")
_DAYS = "一二三四五六日"
_LEAP = 2000


def impossible(text: str) -> Iterator[Hit]:
    """30 February, the 13th month. Without a year, a day that some year has is believed."""
    for pattern in (_DATE, _NUMERIC):
        for found in pattern.finditer(text):
            if _read(found) is None:
                yield Hit(
                    "DATE_INVALID", ERROR, *found.span(), f"没有“{found.group()}”这一天，请核对。"
                )


def wrong_weekday(text: str) -> Iterator[Hit]:
    """A full date with a weekday written after it."""
    for found in _DATE.finditer(text):
        day = _read(found)
        said = _WEEKDAY.match(text, found.end())
        if day is None or said is None or not found.group("year"):
            continue
        right = _DAYS[day.weekday()]
        if said.group("weekday").replace("天", "日") != right:
            start, end = found.start(), said.end()
            yield Hit(
                "DATE_WEEKDAY",
                ERROR,
                start,
                end,
                f"{found.group()}是星期{right}，不是星期{said.group('weekday')}。",
                f"星期{right}",
            )


def _read(found: re.Match[str]) -> date | None:
    year = int(found.group("year") or _LEAP)
    month, day = int(found.group("month")), int(found.group("day"))
    if year < 1 or not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day)
