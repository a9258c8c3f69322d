"""Measured ratios against named baselines: `make bench`.

Each module here has one function, `measure()`, that yields a `Measurement` for each thing it
compares. Start with `measurement.py`, then any of the others.
"""
