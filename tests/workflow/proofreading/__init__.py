"""The rules of proofreading, each by a table of what it finds and what it leaves alone."""
