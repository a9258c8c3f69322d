"""Numbers with a check digit or a fixed length: bank cards, credit codes, telephones."""

import re
from collections.abc import Iterator

from workflow.proofreading.finding import ERROR, WARNING, Hit, Rule
from workflow.proofreading.places import Passage

_LAW = "《中华人民共和国个人信息保护法》；《中华人民共和国政府信息公开条例》第十五条"
BANKCARD = Rule(
    "PII_BANKCARD", "银行卡号", ERROR, f"GB/T 14504；{_LAW}", "6222020200112233446",
    "622202*********3446", cause="digits",
)  # fmt: skip
CREDIT = Rule(
    "USCC_BADSUM", "统一社会信用代码校验码不符", WARNING,
    "GB 32100-2015《法人和其他组织统一社会信用代码编码规则》", "11500000MB1B37366X", cause="digits",
)  # fmt: skip
PHONE = Rule(
    "PHONE_FORMAT",
    "电话号码位数",
    WARNING,
    "《政府网站发展指引》内容准确",
    "联系电话1381234567",
    cause="digits",
)
RULES = (BANKCARD, CREDIT, PHONE)

_CARD = re.compile(
    r"(?<![0-9A-Za-z.])(?:\d{16,19}|\d{4}(?:[ -]\d{4}){3}(?:[ -]\d{1,3})?)(?![0-9A-Za-z])"
)
_SAYS_CARD = re.compile(
    r"(?:账号|帐号|卡号|账户|帐户|银行卡|储蓄卡|信用卡|社保卡|开户行)[^\d\n]{0,20}$"
)
_CREDIT = re.compile(
    r"(?<![0-9A-Za-z])[159Y][1239]\d{6}[0-9A-HJ-NPQRTUWXY]{9}[0-9A-Z](?![0-9A-Za-z])"
)
_SAYS_CREDIT = re.compile(r"(?:信用代码|社会代码|组织机构代码)[^0-9A-Za-z\n]{0,10}$")
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_LABEL = re.compile(
    r"(?:电话|手机|热线|传真|联系方式|座机|手机号码?)(?:号码|号)?(?:为|是|：|:"
    r"|\s)?\s?(?P<n>[（(]?\d[\d（()）－—-]{3,16}\d)(?![\d.年月日元%个次万])"
)
_LENGTHS = {3, 5, 6, 7, 8}


def bank_cards(passage: Passage) -> Iterator[Hit]:
    """Sixteen or nineteen digits that pass Luhn and begin like a card or are called one."""
    text = passage.text
    for found in _CARD.finditer(text):
        number = re.sub(r"[ -]", "", found.group())
        if len(number) not in (16, 17, 18, 19) or not luhn(number) or len(set(number)) < 2:
            continue
        named = _SAYS_CARD.search(text, max(0, found.start() - 28), found.start())
        if named is None and not (number.startswith(("62", "4", "5")) and len(number) in (16, 19)):
            continue
        if named is None and not number.startswith("62"):
            continue
        masked = number[:6] + "*" * (len(number) - 10) + number[-4:]
        yield BANKCARD.hit(*found.span(), "银行卡号未作遮盖。", masked)


def credit_codes(passage: Passage) -> Iterator[Hit]:
    """A unified social credit code whose last character is wrong."""
    text = passage.text
    for found in _CREDIT.finditer(text):
        code = found.group()
        named = _SAYS_CREDIT.search(text, max(0, found.start() - 20), found.start())
        if named is None and code[:17].isdigit():
            continue
        right = credit_check(code)
        if code[-1] != right:
            message = f"统一社会信用代码的校验码不符（应为{right}），请核对。"
            yield CREDIT.hit(*found.span(), message)


def telephones(passage: Passage) -> Iterator[Hit]:
    """A number called a telephone that has too many or too few digits."""
    for found in _LABEL.finditer(passage.text):
        written = found.group("n")
        first = re.split(r"[－—]{2}|[（(](?=\d{1,6}[）)]$)", written)[0]
        digits = re.sub(r"\D", "", first)
        if not _dials(digits, written):
            message = f"电话号码“{written}”有{len(digits)}位，请核对。"
            yield PHONE.hit(*found.span("n"), message)


CHECKS = (bank_cards, credit_codes, telephones)


def luhn(number: str) -> bool:
    """Say whether digits pass Luhn's check."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def credit_check(code: str) -> str:
    """Give the check character of a credit code by GB 32100."""
    total = sum(_ALPHABET.find(c) * w for c, w in zip(code, _WEIGHTS, strict=False))
    return _ALPHABET[(31 - total % 31) % 31]


def _dials(digits: str, written: str) -> bool:
    """Say whether such a number can be dialled: service, local, with area code, mobile, 400."""
    size = len(digits)
    parts = re.split(r"\D+", written.strip("（()）"))
    if len(parts) > 2 and parts[0].startswith("0") and size > 12 and len(parts[-1]) <= 6:
        size -= len(parts[-1])
    if digits.startswith("0"):
        return 10 <= size <= 12
    if digits.startswith(("400", "800")) and size == 10:
        return True
    if re.match(r"1[3-9]", digits) and size >= 9:
        return size == 11 or (size == 13 and len(parts) > 1)
    if re.match(r"86", digits) and size in (12, 13):
        return True
    if len(parts) > 1 and len(parts[0]) in (7, 8) and len(parts[-1]) <= 8:
        return True
    return size in _LENGTHS
