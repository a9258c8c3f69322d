"""What is believed: releases, audit entries, bodies, keys, verification.

Read in this order: `canonical` (bytes and digests), `formats.v1` (what is signed, for ever),
`models` (the append-only tables), `keys`, `head`, `entries`, `bodies`, `releases`, `status`,
`verify`. This package knows nothing of Wagtail, of the review desk or of the portal.
"""
