"""Verification: of one release before it is shown, and of everything.

Read in this order: `statements` (submission, opinions, withdrawal: pure functions over documents),
`single` (one release), `chains` (both chains), `whole` (everything, with a report).
"""

from ledger.broken import Broken
from ledger.verify.report import Problem, Report
from ledger.verify.single import Verified, forget, release
from ledger.verify.statements import assets_of
from ledger.verify.whole import ledger, total

__all__ = [
    "Broken",
    "Problem",
    "Report",
    "Verified",
    "assets_of",
    "forget",
    "ledger",
    "release",
    "total",
]
