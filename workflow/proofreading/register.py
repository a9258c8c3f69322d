"""Every rule by its code, and every check: the families put together."""

from workflow.proofreading import (
    dates,
    documents,
    enumeration,
    marks,
    pairs,
    privacy,
    residue,
    secrecy,
    times,
)
from workflow.proofreading.finding import HINT, Rule
from workflow.proofreading.places import Check, PageCheck

FAMILIES = (
    ("标点", marks),
    ("成对的标号", pairs),
    ("残留", residue),
    ("层次序号", enumeration),
    ("公文", documents),
    ("日期", dates),
    ("时间", times),
    ("个人信息", privacy),
    ("保密", secrecy),
)
"""The families in the order of the register, each under its Chinese name."""

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
