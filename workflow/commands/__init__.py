"""The verbs: each is one function and one transaction.

Facts, refusals, transition (compare-and-swap), rows, audit entry, signal, in this order. Views,
forms, hooks and management commands call these and decide nothing. Read `submission` (送审,
撤回送审), `decisions` (处置, 通过, 签发, 退回), `handing` (转交), `releasing`, `withdrawal` (撤稿),
`contributions` (who put a hand to a page, and its identity), `reading` (what proofreading finds),
`availability` (what a person could do, or why not).
"""

from workflow.commands.absence import end_absence, note_absence
from workflow.commands.availability import available, reviewing
from workflow.commands.contributions import contribute, create_review, mint_address
from workflow.commands.decisions import decide, dispose, keep_draft
from workflow.commands.handing import hand_over
from workflow.commands.reading import context_of, findings, text_inside
from workflow.commands.submission import FrozenPage, bundle_digest, recall, submit
from workflow.commands.withdrawal import confirm_withdrawal, withdraw

__all__ = [
    "FrozenPage",
    "available",
    "bundle_digest",
    "confirm_withdrawal",
    "context_of",
    "contribute",
    "create_review",
    "decide",
    "dispose",
    "end_absence",
    "findings",
    "hand_over",
    "keep_draft",
    "mint_address",
    "note_absence",
    "recall",
    "reviewing",
    "submit",
    "text_inside",
    "withdraw",
]
