"""Originals and renditions of drafts, for people who are logged in."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from config.workspace import serve_original

# Closing a response ends a request, at which Django looks after its database connections.
pytestmark = pytest.mark.django_db


@pytest.fixture
def original(settings):
    """Return a function that puts a file into the workspace and asks for it."""

    def ask(stored: str, asked: str | None = None):
        path = settings.MEDIA_ROOT / stored
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"<script>alert(1)</script>")
        response = serve_original(RequestFactory().get("/"), asked or stored)
        response.close()
        return response

    return ask


def test_a_picture_is_shown_and_can_do_nothing(original):
    response = original("images/bridge.width-800.png")
    assert "attachment" not in response.headers.get("Content-Disposition", "")
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["documents/notice.html", "images/seal.svg", "documents/a.pdf"])
def test_everything_else_is_a_download(original, name):
    assert original(name).headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("name", ["../keys/server.pem", "/etc/passwd", "images", "nothing.png"])
def test_nothing_outside_the_workspace_is_served(original, name):
    with pytest.raises(Http404):
        original("images/bridge.png", asked=name)
