"""Personal data in clear: identity numbers, mobile telephones, addresses, number plates."""

import re
from collections.abc import Iterator
from datetime import date

from workflow.proofreading.finding import ERROR, WARNING, Hit, Rule
from workflow.proofreading.places import Passage

_LAW = "《中华人民共和国个人信息保护法》；《中华人民共和国政府信息公开条例》第十五条"
IDCARD = Rule(
    "PII_IDCARD", "公民身份号码", ERROR, f"GB 11643-1999；{_LAW}", "11010519491231002X",
    "110105********002X", cause="digits",
)  # fmt: skip
BADSUM = Rule(
    "PII_IDCARD_BADSUM", "校验码不符的公民身份号码", ERROR, f"GB 11643-1999；{_LAW}",
    "110101199003071230", cause="digits",
)  # fmt: skip
BADDATE = Rule(
    "PII_IDCARD_BADDATE", "出生日期不存在的公民身份号码", ERROR, f"GB 11643-1999；{_LAW}",
    "110101199002301236", cause="digits",
)  # fmt: skip
MOBILE = Rule("PII_MOBILE", "手机号码", ERROR, _LAW, "13812345678", "138****5678", cause="digits")
ADDRESS = Rule(
    "PII_ADDRESS", "个人住址", WARNING, _LAW, "户籍地址：甲县乙镇丙村3组12号", "户籍地址：甲县乙镇"
)
PLATE = Rule("PII_PLATE", "机动车号牌", WARNING, f"GA 36-2018；{_LAW}", "云A12345", "云A1***5")
ENCLOSED = Rule(
    "PII_IN_ATTACHMENT", "附件里的个人信息", ERROR, _LAW, "名单.xlsx 单元格C3：身份证号"
)
RULES = (IDCARD, BADSUM, BADDATE, MOBILE, ADDRESS, PLATE, ENCLOSED)

_IDENTITY = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{16}[\dXx](?![0-9A-Za-z])")
_SPACED_IDENTITY = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{5}[ -]\d{8}[ -]\d{3}[\dXx](?![0-9A-Za-z])")
_MOBILE = re.compile(
    r"(?<![0-9A-Za-z.])(?:\+?86[ -]?)?(1[3-9]\d)[ -]?(\d{4})[ -]?(\d{4})(?![\dA-Za-z])"
)
_SERIAL = re.compile(
    r"(?:编号|证书号?|单号|批号|流水号?|条码|序列号|档号|卷号|案号|代码)[^\d，。；]{0,4}$"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_NAMED = re.compile(r"身份证[^0-9\n]{0,12}$")
_EARLIEST = 1850
_HOME = re.compile(
    r"(?:户籍地址|户籍所在地|户籍地|家庭住址|家庭地址|现住址|常住地址|居住地址|住址"
    r"|居住地)\s?(?:为|是|在)?\s?[：:]?\s?(?P<all>[^。；\n，,]{2,60})"
    r"|(?:(?<=[，,。；：\n])|^)(?:现住|家住|住)(?P<lived>[^。；\n，,]{4,60})"
)
_TOWNSHIP = re.compile(
    r"^.{0,30}?(?:[一-鿿]镇|[一-鿿]乡|街道(?:办事处)?|[一-鿿]{2}区(?!.*(?:镇|乡|街道))"
    r"|[一-鿿]县(?!.*(?:镇|乡|街道)))"
)
_DETAIL = re.compile(
    r"^[^，。；\n]{0,40}?(?:\d+"
    r"|[一二三四五六七八九十]+)\s?(?:[号组室栋幢单元座楼户队弄巷]+)"
    r"(?:\s?\d+\s?[号组室栋幢单元座楼户弄巷]+|\d{2,4}室?)*"
)
_PLATE = re.compile(
    r"(?<![A-Za-z0-9一-鿿])?"
    r"(?P<plate>[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
    r"[A-HJ-Z][·• ]?(?P<body>(?=[A-HJ-NP-Z0-9]*\d)[A-HJ-NP-Z0-9]{5,6}))(?![A-Za-z0-9])"
)


def identity_numbers(passage: Passage) -> Iterator[Hit]:
    """Eighteen characters that are an identity number, or are called one."""
    text = passage.text
    for pattern in (_IDENTITY, _SPACED_IDENTITY):
        for found in pattern.finditer(text):
            number = re.sub(r"[ -]", "", found.group()).upper()
            named = _NAMED.search(text, max(0, found.start() - 16), found.start()) is not None
            hit = _identity(number, found, named)
            if hit:
                yield hit


def mobile_numbers(passage: Passage) -> Iterator[Hit]:
    """Eleven digits of a mobile telephone, also in groups or with the country's prefix."""
    for found in _MOBILE.finditer(passage.text):
        if _SERIAL.search(passage.text, max(0, found.start() - 10), found.start()):
            continue
        first, _middle, last = found.groups()
        yield MOBILE.hit(*found.span(), "手机号码未作遮盖。", f"{first}****{last}")


def homes(passage: Passage) -> Iterator[Hit]:
    """Where somebody lives, below the township; offices are not asked about."""
    for found in _HOME.finditer(passage.text):
        name = "all" if found.group("all") else "lived"
        words = found.group(name)
        town = _TOWNSHIP.match(words)
        kept = town.group() if town else ""
        detail = _DETAIL.match(words[len(kept) :])
        if detail is None or (
            name == "lived" and not re.search(r"[组室栋幢户]|单元", detail.group())
        ):
            continue
        start = found.start(name) + len(kept)
        message = "个人住址公开到乡镇（街道）为止，去掉以下部分。"
        yield ADDRESS.hit(start, start + detail.end(), message, kept)


def number_plates(passage: Passage) -> Iterator[Hit]:
    """The number plate of somebody's car."""
    for found in _PLATE.finditer(passage.text):
        plate = found.group("plate")
        masked = plate[:-4] + "***" + plate[-1]
        yield PLATE.hit(*found.span("plate"), "机动车号牌能识别到个人，请确认需要公开。", masked)


def enclosed(passage: Passage) -> Iterator[Hit]:
    """Personal data in the text of attachments, as far as somebody could open them."""
    for piece in passage.context.enclosed if passage.place == "text" else ():
        if piece.place:
            continue  # read by `enclosures`, with all that concerns files
        inside = Passage("", piece.text, passage.context)
        found = sorted(
            {hit.code for check in (identity_numbers, mobile_numbers) for hit in check(inside)}
        )
        if found:
            names = "、".join(_NAMES[code] for code in found)
            message = f"附件“{piece.name}”{piece.where}有未遮盖的{names}。"
            yield ENCLOSED.hit(0, 0, message)


CHECKS = (identity_numbers, mobile_numbers, homes, number_plates, enclosed)
_NAMES = {rule.code: rule.title for rule in RULES}


def _identity(number: str, found: re.Match[str], named: bool) -> Hit | None:
    born, checked = _has_birthday(number), has_check(number)
    if not (born or checked or named):
        return None
    if born and checked:
        masked = number[:6] + "*" * 8 + number[14:]
        return IDCARD.hit(*found.span(), "公民身份号码未作遮盖。", masked)
    if born:
        message = "疑似公民身份号码未作遮盖，且校验码不符，请核对。"
        return BADSUM.hit(*found.span(), message)
    # A number by chance has a birthday once in many, a check digit once in eleven.
    if not named and not _plausible_region(number):
        return None
    message = "疑似公民身份号码未作遮盖，且出生日期不存在，请核对。"
    return BADDATE.hit(*found.span(), message)


def _has_birthday(number: str) -> bool:
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return _EARLIEST <= born.year < 2100


def has_check(number: str) -> bool:
    """Say whether the eighteenth character of an identity number is the right one."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == number[-1]


def _plausible_region(number: str) -> bool:
    return 11 <= int(number[:2]) <= 82 and number[6:8] in ("18", "19", "20")
