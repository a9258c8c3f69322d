"""Every tag of the audit log is written somewhere, or says why not."""

import re

import pytest

from config.settings.places import ROOT
from ledger.tags import DETAILS, RESERVED, TAGS

FOLDERS = ("cms", "ledger", "search", "site", "workflow")
# Written by a pattern: a stage and a result, a kind of fact and an act.
PATTERNS = (r"review:\w+:(passed|returned)", r"(appointment|policy|lexicon):(confirmed|revoked)")
READERS = ("tags.py", "tag_names.py", "verify_evidence.py", "chains.py", "whole.py")
SOURCES = {
    path: path.read_text("utf-8")
    for folder in FOLDERS
    for path in (ROOT / folder).rglob("*.py")
    if path.name not in READERS
}


@pytest.mark.parametrize("tag", sorted(set(TAGS) - set(RESERVED)))
def test_something_writes_it(tag):
    """By a pattern: name it above. By nothing: say why in tags.py."""
    written = any(f'"{tag}"' in text for text in SOURCES.values())
    assert written or any(re.fullmatch(pattern, tag) for pattern in PATTERNS)


def test_the_patterns_are_there():
    assert any('f"review:{' in text for text in SOURCES.values())
    assert 'f"{kind}:{act}"' in (ROOT / "workflow/appointments/facts.py").read_text("utf-8")


def test_no_detail_or_excuse_is_of_a_tag_that_is_not():
    assert set(DETAILS) | set(RESERVED) <= set(TAGS)
