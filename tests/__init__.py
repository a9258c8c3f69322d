"""The tests mirror the tree: what is in `ledger/` is tested in `tests/ledger/`.

`doors/` tries every way round the review, `browser/` uses a browser as people do.
"""
