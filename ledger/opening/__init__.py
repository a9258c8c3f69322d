"""A process of its own that takes the text out of one file.

    python -m ledger.opening KIND FILE RESULT

It knows no Django and no database and works under limits of time, memory and length. Read
`__main__` (limits, and what is written), `parts` (what is gathered, and where it ends), `packages`
(which zip files are looked into), then one file a kind: `word`, `sheets`, `slides`, `pdf`,
`pictures`. Places and sentences are Chinese: they come to stand in findings, which are signed.
"""
