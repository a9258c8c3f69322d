"""Which requests read what is not public, and the middleware that notes them.

Released text is read by everybody and is not noted. The line is written before the answer goes out.
When it cannot be written (a full disk), reading goes on, because reviewers must be able to work,
and an alarm says so.
"""

import logging
import re
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase

from config.hosts import ADMIN, WORKSPACE
from ledger import readings
from portal import alarms
from workflow import presence

# What the address says is read; the group is whose.
READS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (what, re.compile(f"/{pattern}"))
    for what, pattern in (
        ("item", rf"{ADMIN}desk/(?!notices/|released/)([-\w]+)/(?:file/\d+/)?"),
        ("content", rf"{ADMIN}content/([\w:]+)/"),
        ("file", rf"{ADMIN}assets/([0-9a-f]{{64}})\.?\w*"),
        ("editor", rf"{ADMIN}pages/(\d+)/edit/"),
        ("panel", rf"{ADMIN}drafts/(\d+)/panel/"),
        ("preview", rf"{ADMIN}pages/(\d+)/(?:edit/preview|view_draft)/"),
        ("revision", rf"{ADMIN}pages/(\d+)/revisions/.+"),
        ("picture", rf"{ADMIN}images/(\d+)/.*"),
        ("document", rf"{ADMIN}documents/edit/(\d+)/"),
        ("document", rf"{WORKSPACE}document/(\d+)/.*"),
        ("original", rf"{WORKSPACE}(.+)"),
    )
)
_LONGEST = 200

log = logging.getLogger("readings")


def read_by(request: HttpRequest) -> tuple[str, str] | None:
    """Say what a request reads, and of which page, submission or file; None when nothing."""
    if request.method not in ("GET", "HEAD"):
        return None
    for what, pattern in READS:
        found = pattern.fullmatch(request.path)
        if found is not None:
            return what, found[1][:_LONGEST]
    return None


class ReadingsMiddleware:
    """Notes who read what."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep what answers."""
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and note it before anything is sent."""
        response = self._answer(request)
        read = read_by(request)
        if read is not None and response.status_code < HTTPStatus.BAD_REQUEST:
            _note(request, *read)
        return response


def _note(request: HttpRequest, what: str, subject: str) -> None:
    who = presence.of(request)
    user = getattr(request, "user", None)
    account = str(user.pk) if user is not None and user.is_authenticated else ""
    if not account and what != "file":
        # It was sent to the sign-in; a file may be read by whoever holds its short-lived key.
        return
    try:
        readings.note(
            what=what, subject=subject, person=who.person.uid if who else "", account=account
        )
    except OSError as error:
        log.exception("A line of the reading log could not be written.")
        alarms.sound("readings:unwritten", "readings", str(error))
