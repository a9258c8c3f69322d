"""Every way round three signatures that we know of, tried through the real channel.

Read `outcome` (the four ways an attempt may end, and how each is checked), `looking` (what an
anonymous visitor can get, all of it), `city` (a small released site and its people), `building`
(how it was made), `copies` (each attempt has a database and a data folder of its own), then the
attempts. `python -m tests.doors` writes the table in docs/threats.md.
"""
