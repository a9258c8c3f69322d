"""Personal data in clear: identity numbers and mobile telephone numbers."""

import re
from collections.abc import Iterator
from datetime import date

from workflow.proofreading.finding import ERROR, Hit

_IDENTITY = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{16}[\dXx](?![0-9A-Za-z])")
_SPACED_IDENTITY = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{5}[ -]\d{8}[ -]\d{3}[\dXx](?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9A-Za-z])(?:\+?86[ -]?)?(1[3-9]\d)[ -]?(\d{4})[ -]?(\d{4})(?!\d)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_NAMED = re.compile(r"身份证[^0-9\n]{0,12}$")
_EARLIEST = 1850


def identity_numbers(text: str) -> Iterator[Hit]:
    """Eighteen characters that are an identity number, or are called one."""
    for pattern in (_IDENTITY, _SPACED_IDENTITY):
        for found in pattern.finditer(text):
            number = re.sub(r"[ -]", "", found.group()).upper()
            born, checked = _has_birthday(number), _has_check(number)
            named = _NAMED.search(text[: found.start()]) is not None
            if not (born or checked or named):
                continue
            if born and checked:
                masked = number[:6] + "*" * 8 + number[14:]
                code, message = "PII_IDCARD", "公民身份号码未作遮盖。"
            elif born:
                code, masked = "PII_IDCARD_BADSUM", ""
                message = "疑似公民身份号码未作遮盖，且校验码不符，请核对。"
            else:
                code, masked = "PII_IDCARD_BADDATE", ""
                message = "疑似公民身份号码未作遮盖，且出生日期不存在，请核对。"
            # A number by chance has a birthday once in many, a check digit once in eleven.
            if code == "PII_IDCARD_BADDATE" and not named and not _plausible_region(number):
                continue
            yield Hit(code, ERROR, *found.span(), message, masked)


def mobile_numbers(text: str) -> Iterator[Hit]:
    """Eleven digits of a mobile telephone, also in groups or with the country's prefix."""
    for found in _MOBILE.finditer(text):
        first, _middle, last = found.groups()
        yield Hit("PII_MOBILE", ERROR, *found.span(), "手机号码未作遮盖。", f"{first}****{last}")


def _has_birthday(number: str) -> bool:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14])).year >= _EARLIEST
    except ValueError:
        return False


def _has_check(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == number[-1]


def _plausible_region(number: str) -> bool:
    return 11 <= int(number[:2]) <= 82 and number[6:8] in ("18", "19", "20")
