"""What a proofreader's machine sees in a frozen content. Pure: text in, findings out.

Read `finding` (what a rule is and gives), `places` (which fields are read), `context` (what is
known besides), then one file a family of rules. A family lists its `RULES` (the register) and its
`CHECKS` (functions from a passage to hits); `register` puts them together. `merging` keeps one
finding of each mistake, `following` says what became of the findings of the round before,
`mending` writes the words that one click puts in, `unit` reads the lists that a unit keeps,
`lines` texts out of files. What a rule finds is for people to dispose of: it changes nothing.
"""

from workflow.proofreading.checking import check, read
from workflow.proofreading.context import Context, Enclosed, File
from workflow.proofreading.finding import Rule
from workflow.proofreading.mending import replacement
from workflow.proofreading.places import texts
from workflow.proofreading.register import RULES, rule
from workflow.proofreading.unit import Holder, Lists

__all__ = [
    "RULES",
    "Context",
    "Enclosed",
    "File",
    "Holder",
    "Lists",
    "Rule",
    "check",
    "read",
    "replacement",
    "rule",
    "texts",
]
