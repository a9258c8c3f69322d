"""The words that one click puts in the place of what was found."""

import re

from ledger.formats import v1
from workflow.proofreading.register import rule

_WEEKDAY = re.compile(r"(?:星期|周|礼拜)[一二三四五六日天]")


def replacement(finding: v1.Finding) -> str | None:
    """Give what takes the place of `finding.excerpt`, or None where only a person can tell.

    An empty text means: leave the excerpt out. Most suggestions stand for the whole excerpt; a
    weekday only for the weekday in it, the township of an address for what follows it.
    """
    if finding.start == finding.end:
        return None
    if finding.code == "DATE_WEEKDAY":
        return _WEEKDAY.sub(finding.suggestion, finding.excerpt)
    if finding.code == "PII_ADDRESS":
        return ""
    if finding.suggestion or rule(finding.code).deletes:
        return finding.suggestion
    return None
