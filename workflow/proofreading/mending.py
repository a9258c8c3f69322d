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
    return mended(finding.code, finding.excerpt, finding.suggestion)


def mended(code: str, excerpt: str, suggestion: str) -> str | None:
    """Give the words that take the place of an excerpt, None where only a person can tell."""
    if not excerpt:
        return None
    if code == "DATE_WEEKDAY":
        return _WEEKDAY.sub(suggestion, excerpt)
    if code == "PII_ADDRESS":
        return ""
    return suggestion if suggestion or rule(code).deletes else None
