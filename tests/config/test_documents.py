"""Documents that are partly written from the code."""

import pytest

from config import documents
from config.settings.places import ROOT


@pytest.mark.parametrize("name", documents.GENERATED)
def test_a_document_says_what_the_code_says(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert documents.filled(name, text) == text, "make docs"


def test_a_document_without_its_marks_is_noticed():
    with pytest.raises(LookupError, match="settings"):
        documents.filled("docs/settings.md", "nothing here")
