"""Documents that are partly written from the code."""

import re

import pytest

from config import documents
from config.settings.places import ROOT
from portal import headers


@pytest.mark.parametrize("name", documents.GENERATED)
def test_a_document_says_what_the_code_says(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert documents.filled(name, text) == text, "make docs"


def test_a_document_without_its_marks_is_noticed():
    with pytest.raises(LookupError, match="settings"):
        documents.filled("docs/settings.md", "nothing here")


def test_nginx_sends_the_headers_of_the_public_side(settings):
    text = (ROOT / "docs" / "nginx.conf").read_text(encoding="utf-8")
    pages, _mark, files = text.partition("location ~ ^/assets/")
    header = re.compile(r'^        add_header ([\w-]+) "?([^"\n]*?)"?;$', re.MULTILINE)
    sent, shown = dict(header.findall(pages)), dict(header.findall(files))
    assert sent == {"Cache-Control": "no-cache", **settings.SANSHEN_PUBLIC_HEADERS}
    assert shown == dict(headers.for_asset(""))
