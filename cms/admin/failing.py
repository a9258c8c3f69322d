"""What people at work read when there is no such page, or the server could not answer.

The public side has its own words, and must not lead visitors to the sign-in: outside of the admin
Django answers plainly. The templates name addresses that the public side has not got.
"""

import logging
import traceback
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.datastructures import MultiValueDictKeyError
from django.views import csrf, defaults

_ADMIN = "/admin/"
_LOG = logging.getLogger(__name__)
# Where Django makes of a value that somebody sent what the database takes.
_PREPARING = ("/django/db/", "/psycopg/", "/sqlite3/")


class DamagedForms:
    """Answers what Wagtail's own views stumble over: a field that is missing, or holds nonsense.

    Only two kinds of error are taken for the sender's: a field that a view asked for and the form
    has not, and a value that the database layer cannot make anything of. All else stays a 500.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as ever."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say that the form did not come in whole, and write it down."""
        if not request.path.startswith(_ADMIN) or not _is_of_the_form(exception):
            return None
        _LOG.warning("A damaged form at %s: %s", request.path, exception, exc_info=exception)
        return damaged(request, exception)


def damaged(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400."""
    if not request.path.startswith(_ADMIN):
        return defaults.bad_request(request, exception)
    return render(request, "cms_admin/400.html", status=400)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that does not come from a page of ours, or from one that is too old."""
    if not request.path.startswith(_ADMIN):
        return csrf.csrf_failure(request, reason)
    return render(request, "cms_admin/403_csrf.html", status=403)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404."""
    if not request.path.startswith(_ADMIN):
        return defaults.page_not_found(request, exception)
    return render(request, "cms_admin/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer 500; whatever broke may break the template too, so nothing is asked of it."""
    if not request.path.startswith(_ADMIN):
        return defaults.server_error(request)
    return render(request, "cms_admin/500.html", status=500)


def _is_of_the_form(exception: Exception) -> bool:
    if isinstance(exception, MultiValueDictKeyError):
        return True
    if not isinstance(exception, ValueError | OverflowError):
        return False
    frames = traceback.extract_tb(exception.__traceback__)
    return bool(frames) and any(place in frames[-1].filename for place in _PREPARING)
