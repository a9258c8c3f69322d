"""审稿台: where reviewers read, dispose, sign and return; and where people and policy are kept.

Decides nothing: every view asks `workflow.commands` and shows the refusal's own sentence. Read
`urls` first, then `queue`, `item`, `signing`; `comparing` says what changed,
`leaves` lays every leaf of a content document open.
"""
