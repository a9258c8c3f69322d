"""Composition: the only package that may import all the others.

Read `settings/environment.py` (what can be set), `settings/base.py` (what follows from it),
`urls_all.py` with its two halves, `wsgi.py` (the process), `wiring.py` (which signal reaches whom),
`checks.py` (what stops the start).
"""
