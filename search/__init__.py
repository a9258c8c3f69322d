"""What is found: search over the released items of a portal, in Chinese first.

Read in this order: `record` (what an engine is given), `fold` and `segment` (how text becomes
tokens), `query` (how a visitor's words are read), `results` and `engine` (the contract),
`engines/embedded/` (SQLite FTS5), `excerpt` (what is marked), `outbox` (how a release gets here).

This package knows no page, no release and no workflow: it is handed records and gives back uids.
What a visitor reads is taken by the portal from the verified release of that uid.
"""
