"""The embedded engine: SQLite FTS5 over pairs of Han characters, no server beside the portal.

Read in this order: `schema` (the tables), `store` (in which file they are), `writing` (how a
record gets in), `match` (a query as FTS5 reads it), `frequency` and `candidates` (what may be
found), `counting` (totals and facets), `answering`, `engine` (all together).
"""
