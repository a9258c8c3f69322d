"""What people at work read when there is no such page, or the server could not answer.

The public side has its own words, and must not lead visitors to the sign-in: outside of the admin
Django answers plainly. The templates name addresses that the public side has not got.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import csrf, defaults

_ADMIN = "/admin/"


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
