"""Which requests read what is not public."""

import pytest
from django.test import RequestFactory

from config import readings

PAGE = "3f2a9c64-58a1-4f0c-8b0e-2d7c4a9b6e22"
HEX = "a" * 64


@pytest.mark.parametrize(
    ("path", "what", "subject"),
    [
        (f"/admin/desk/{PAGE}/", "item", PAGE),
        (f"/admin/desk/{PAGE}/file/2/", "item", PAGE),
        (f"/admin/content/sha256:{HEX}/", "content", f"sha256:{HEX}"),
        (f"/admin/assets/{HEX}.pdf", "file", HEX),
        ("/admin/pages/12/edit/", "editor", "12"),
        ("/admin/pages/12/edit/preview/", "preview", "12"),
        ("/admin/pages/12/view_draft/", "preview", "12"),
        ("/admin/pages/12/revisions/3/view/", "revision", "12"),
        ("/admin/pages/12/revisions/compare/earliest...latest/", "revision", "12"),
        ("/admin/drafts/12/panel/", "panel", "12"),
        ("/admin/images/5/", "picture", "5"),
        ("/admin/images/5/preview/max-800x600/", "picture", "5"),
        ("/admin/documents/edit/5/", "document", "5"),
        ("/workspace-media/document/5/a.pdf", "document", "5"),
        ("/workspace-media/original_images/a.png", "original", "original_images/a.png"),
    ],
)
def test_opening_it_is_noted(path, what, subject):
    assert readings.read_by(RequestFactory().get(path)) == (what, subject)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/news/202611/100123.html",
        f"/assets/{HEX}.pdf",
        "/admin/",
        "/admin/desk/",
        "/admin/desk/notices/",
        f"/admin/desk/released/{PAGE}/",
        "/admin/pages/12/",
        "/admin/audit/5/",
    ],
)
def test_what_is_public_or_a_list_is_not(path):
    assert readings.read_by(RequestFactory().get(path)) is None


def test_posting_is_an_act_with_an_entry_of_its_own():
    assert readings.read_by(RequestFactory().post("/admin/pages/12/edit/")) is None
