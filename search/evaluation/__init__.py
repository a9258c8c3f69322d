"""How good the search is: suites of documents and of what must be found in them.

Read in this order: `suite` (the format, documented in docs/search.md), `judging` (what an answer is
held against). The command `evaluate_search` runs a suite on an index of its own.
"""
