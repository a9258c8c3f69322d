"""A browser on the editing side, signed in as one of the cast: requests go through Django's whole
chain of middleware and the real URL map, in the transaction that is rolled back."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.shortcuts import resolve_url
from django.test import Client
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from config.gate.ground import Ground
from config.gate.outcome import Words

BROKEN = _("The editing side broke down (status 500).")
SIGNED_OUT = _("The editing side asked for a sign-in again.")
_MESSAGE = re.compile(r'<li class="(?:warning|error)[^>]*>(.*?)</li>', re.DOTALL)
_BUTTONS = re.compile(r"<(a|button)\b.*?</\1>|<svg.*?</svg>", re.DOTALL)
_SPACE = re.compile(r"\s+")


class BrokeOff(Exception):
    """An attempt did not come to its end, so that nothing can be said of it."""

    def __init__(self, words: Words) -> None:
        """Keep the words."""
        self.words = words
        super().__init__(words)

    def __str__(self) -> str:
        return str(self.words)


def editing_host() -> str:
    """Give a host name that the editing side answers to."""
    if settings.SANSHEN_EDITING_HOST:
        return str(settings.SANSHEN_EDITING_HOST)
    return next((host for host in settings.ALLOWED_HOSTS if "*" not in host), "localhost")


class Browser:
    """A session of one of the cast, or of a stranger."""

    def __init__(self, ground: Ground, who: str = "") -> None:
        """Open it; somebody is signed in without a password, as after a sign-in."""
        self._client = Client(HTTP_HOST=editing_host(), raise_request_exception=False)
        self._who = who
        if who:
            self._client.force_login(ground.user(who))

    def get(self, address: str) -> Any:
        """Ask for a page of the editing side."""
        return self._checked(self._client.get(address, secure=True))

    def post(self, address: str, values: Mapping[str, Any] | None = None) -> Any:
        """Send a form, and follow where it leads."""
        response = self._client.post(address, dict(values or {}), secure=True, follow=True)
        return self._checked(response)

    def _checked(self, response: Any) -> Any:
        if response.status_code >= 500:
            raise BrokeOff(BROKEN)
        entrance = urlsplit(resolve_url(settings.LOGIN_URL)).path
        led = [
            urlsplit(address).path for address, _status in getattr(response, "redirect_chain", ())
        ]
        if self._who and entrance in led:
            raise BrokeOff(SIGNED_OUT)
        return response


def told(response: Any) -> str:
    """Give what a page said in answer to a form, the first sentence of it."""
    text = response.content.decode("utf-8", "replace")
    for found in _MESSAGE.findall(text):
        found = _BUTTONS.sub("", found)
        sentence = _SPACE.sub(" ", unescape(strip_tags(found))).strip()
        if sentence:
            return sentence
    return ""
