"""Every rule by its code, and every check: the families put together."""

import hashlib
from pathlib import Path

from workflow.proofreading import (
    accessibility,
    accounts,
    bodies,
    dates,
    documents,
    enclosures,
    enumeration,
    growth,
    leaders,
    links,
    marks,
    numerals,
    pairs,
    phrases,
    privacy,
    ranges,
    residue,
    secrecy,
    sources,
    sums,
    times,
    titles,
    typos,
)
from workflow.proofreading.finding import HINT, Rule
from workflow.proofreading.places import Check, PageCheck

FAMILIES = (
    ("错别字", typos),
    ("固定提法", phrases),
    ("机构与法律名称", bodies),
    ("领导与本单位词表", leaders),
    ("标点", marks),
    ("成对的标号", pairs),
    ("残留", residue),
    ("标题", titles),
    ("层次序号", enumeration),
    ("公文", documents),
    ("来源", sources),
    ("数字", numerals),
    ("数值范围", ranges),
    ("算术", sums),
    ("增减", growth),
    ("日期", dates),
    ("时间", times),
    ("个人信息", privacy),
    ("账号与号码", accounts),
    ("保密", secrecy),
    ("附件与图片", enclosures),
    ("链接", links),
    ("无障碍", accessibility),
)
"""The families in the order of the register, each under its Chinese name."""


def _version() -> str:
    """Name the rules and our lists by their bytes: a change of either is another version."""
    folder = Path(__file__).parent
    state = hashlib.sha256()
    for file in sorted([*folder.glob("*.py"), *folder.glob("lists/*.tsv")]):
        state.update(file.name.encode() + b"\0" + file.read_bytes())
    return state.hexdigest()[:12]


VERSION = _version()
RULES: dict[str, Rule] = {rule.code: rule for _name, family in FAMILIES for rule in family.RULES}
CHECKS: tuple[Check, ...] = tuple(
    check for _name, family in FAMILIES for check in getattr(family, "CHECKS", ())
)
PAGE_CHECKS: tuple[PageCheck, ...] = tuple(
    check for _name, family in FAMILIES for check in getattr(family, "PAGE_CHECKS", ())
)


def rule(code: str) -> Rule:
    """Give the rule of a code; of a code that is not kept any more, one that says so."""
    known = RULES.get(code)
    return known or Rule(code, code, HINT, "这条规则已不在现行规则表中", "")
