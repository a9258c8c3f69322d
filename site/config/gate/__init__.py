"""The gate proves itself: `check_gate` tries every way round three signatures on this installation.

Read `outcome` (how an attempt may end, and a line of the report), `catalogue` (how an attempt is
declared), `ground` (people and pages that exist only until the transaction is rolled back),
`visitor` (what an anonymous visitor gets), `trial` (one attempt, and the judgement), `run` (all of
them), `report` (what is kept of a run), then the attempts in `attempts/`.

What stays after a run, also after one that was killed: nothing that the attempts did, because each
ran in a transaction that was never committed, and the chain is one of those rows. A run that came
to its end leaves one audit entry, `gate:checked`, and the report as its body. A killed one may
leave files whose names begin with `gate-probe-`; the next run takes them away.
"""
