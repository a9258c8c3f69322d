"""Says why a change weighs: money, dates, numbers, names, orders and prohibitions, links, files.

The rules look at the words that changed and at the few words around them. They are generous: a
mark too many costs a glance, a mark too few may cost more.
"""

import re
from collections import Counter
from collections.abc import Iterable

from workflow.desk.comparing.words import POSTS, Token

RISKS = (
    "attachment",
    "link",
    "document",
    "money",
    "date",
    "deadline",
    "phone",
    "name",
    "percent",
    "number",
    "negation",
)
"""All of them, the one that names a change first."""
REACH = 10
"""Characters before and after a change that are looked at."""

_MONEY_AFTER = re.compile(
    r"\s*(?:[／/多余来]|[十百千万亿]{0,3})?(?:元|块钱|美元|欧元|日元|港元|角|分钱)"
)
_MONEY_BEFORE = re.compile(r"(?:[￥¥$€]|人民币|金额|单价|总价|[（(]元[^）)]*[）)])[：:\s]*\Z")
_MONEY_INSIDE = re.compile(r"[￥¥€]|\d[\d,.]*\s*[十百千万亿]*元|[万亿]?元|[万亿](?=元)")
_UNIT = re.compile(r"[十百千万亿]|个百分点|[%％‰]")
_DATE_AFTER = re.compile(r"\s*(?:年度?|月份?|日|号|时|点)(?!内)")
_DEADLINE = re.compile(
    r"截止|截至|期限|逾期|届满|到期|延期|限期|时限|之前|以前|日前|底前|前(?=完成|提交|缴|报|办|提出)"
    r"|(?:\d+|[一二三四五六七八九十两]+)个?(?:工作日|自然日|月|日|天|小时|周|年)(?:之?内|以内)"
    r"|\d+个?(?:工作日|自然日|月|天|小时|周(?!岁))"
)
_PERIOD_AFTER = re.compile(r"\s*个?(?:工作日|自然日|月|天|小时|周(?!岁)|日内|年内|日以内|年以内)")
_PHONE_BEFORE = re.compile(r"(?:电话|热线|手机|传真|拨打|致电|联系方式|号码)[^，。；]{0,6}\Z")
_DOCUMENT_PART = re.compile(r"[〔〕]|\d号")
_NEGATION = re.compile(
    r"严禁|禁止|不得|不予|不能|不再|不可|必须|应当|应予|可以|取消|废止|停止|暂停|终止|除外"
    r"|[不无未非勿莫否免禁须]"
)
_POST = re.compile(f"(?:常务)?[副代]?(?:{'|'.join(POSTS)})")
_PERCENT = re.compile(r"[%％‰]|百分之|个百分点")
_DIGIT = re.compile(r"\d|[〇零一二两三四五六七八九十百千万亿]{2,}")
_KIND_RISKS = {
    "url": "link",
    "mail": "link",
    "document": "document",
    "date": "date",
    "time": "date",
    "phone": "phone",
    "percent": "percent",
    "ordinal": "number",
    "number": "number",
    "name": "name",
}


def risks(
    old: Iterable[Token], new: Iterable[Token], before: str = "", after: str = "", also: str = ""
) -> tuple[str, ...]:
    """Give the reasons why a change weighs, the most telling first.

    `before` and `after` are the words around it, `also` a heading that explains a table cell.
    """
    gone, come = list(old), list(new)
    texts = "".join(token.text for token in gone), "".join(token.text for token in come)
    before, after = before[-REACH:], after[:REACH]
    found = {_KIND_RISKS[t.kind] for t in (*gone, *come) if t.kind in _KIND_RISKS}
    found |= _of_files(gone, come)
    numbers = any(_DIGIT.search(text) for text in texts)
    if numbers or any(_UNIT.search(text) for text in texts):
        found |= _of_numbers(texts, before, after, also, numbers=numbers)
    found |= _of_words(texts, before, after)
    return ranked(found)


def ranked(found: Iterable[str]) -> tuple[str, ...]:
    """Put reasons in their order."""
    chosen = set(found)
    return tuple(risk for risk in RISKS if risk in chosen)


def _of_files(gone: list[Token], come: list[Token]) -> set[str]:
    links = [
        {value for token in side for mark in token.marks for key, value in mark[1] if key == "href"}
        for side in (gone, come)
    ]
    found = set()
    for address in links[0] ^ links[1]:
        found.add("attachment" if address.startswith("/assets/") else "link")
    return {"attachment"} if "attachment" in found else found


def _of_numbers(
    texts: tuple[str, str], before: str, after: str, also: str, *, numbers: bool
) -> set[str]:
    found = set()
    inside = any(_MONEY_INSIDE.search(text) for text in texts)
    beside = _MONEY_AFTER.match(after) or _MONEY_BEFORE.search(before)
    if inside or beside or (numbers and "元" in also):
        found.add("money")
    if any(_PERCENT.search(text) for text in texts) or _PERCENT.match(after.lstrip()):
        found.add("percent")
    if numbers:
        found.add("number")
        if _DATE_AFTER.match(after) and not _PERIOD_AFTER.match(after):
            found.add("date")
        if _PERIOD_AFTER.match(after):
            found.add("deadline")
        if _PHONE_BEFORE.search(before):
            found.add("phone")
    if any(_DOCUMENT_PART.search(text) for text in texts):
        found.add("document")
    return found


def _of_words(texts: tuple[str, str], before: str, after: str) -> set[str]:
    found = set()
    for risk, pattern in (("negation", _NEGATION), ("deadline", _DEADLINE), ("name", _POST)):
        one, other = (_around(pattern, text, before, after) for text in texts)
        if one != other:
            found.add(risk)
    return found


def _around(pattern: "re.Pattern[str]", text: str, before: str, after: str) -> Counter[str]:
    """Count the words of a pattern that the changed words are part of."""
    near, far = before[-3:], after[:3]
    begin, end = len(near), len(near) + len(text)
    return Counter(
        found[0]
        for found in pattern.finditer(near + text + far)
        if found.start() < max(end, begin) and found.end() > begin
    )
