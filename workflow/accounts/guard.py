"""Looks at every request of somebody who is signed in, before a view does.

A session that was idle or lasted too long opens nothing. A signing screen may ask for the proof
again instead (`proof`), because it holds what somebody typed; everything else leads to the
sign-in.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from workflow import presence
from workflow.accounts import factors, passwords, seen

#: Where the editing side stands; elsewhere nobody is signed in.
PLACES = ("/admin/", "/workspace-media/")
#: What a view says of itself that asks for the proof again by itself.
ASKS = "sanshen_asks_for_proof"
#: What the guard says to such a view.
AWAY = "sanshen_away"
#: Where somebody may be who has to change their password first.
FIRST = frozenset({"desk:password", "wagtailadmin_logout", "wagtailadmin_javascript_catalog"})
ENROLS = frozenset({"desk:factor", "desk:set_up_factor"})
#: Pages for whoever is not signed in, by the name of their address.
OPEN = frozenset({"wagtailadmin_login", "sanshen_code", "wagtailadmin_sprite"})


class GuardMiddleware:
    """The guard."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then write down that the session was used."""
        response = self.get_response(request)
        if request.path_info.startswith(PLACES) and request.session.session_key:
            reading = request.method in ("GET", "HEAD")
            seen.write(request.session.session_key, reading=reading)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Let a request through, or lead it to the sign-in."""
        if not request.path_info.startswith(PLACES) or not request.user.is_authenticated:
            return None
        why = seen.over(request.session.session_key or "", timezone.now())
        if not why:
            return _first_this(request)
        if request.method == "POST" and getattr(view, ASKS, False):
            setattr(request, AWAY, True)
            return None
        match = request.resolver_match
        if match is not None and match.url_name in OPEN:
            request.user = AnonymousUser()
            return None
        return _to_the_sign_in(request, why)


def _first_this(request: HttpRequest) -> HttpResponse | None:
    """Lead whoever has to change their password, or to set up a second factor, there first."""
    match = request.resolver_match
    if match is None or match.view_name in FIRST or match.url_name in OPEN:
        return None
    account = presence.account_of(request)
    if account is None:
        return None
    if passwords.is_due(account):
        return HttpResponseRedirect(reverse("desk:password"))
    if match.view_name in ENROLS or factors.is_enrolled(account):
        return None
    if factors.is_required(account):
        return HttpResponseRedirect(reverse("desk:factor"))
    return None


def _to_the_sign_in(request: HttpRequest, why: str) -> HttpResponse:
    query = {"why": why}
    if request.method in ("GET", "HEAD"):
        query["next"] = request.get_full_path()
    response = HttpResponseRedirect(f"{reverse('wagtailadmin_login')}?{urlencode(query)}")
    # The row of the session goes later (`sessions.close_expired`): a GET writes nothing.
    response.delete_cookie(
        settings.SESSION_COOKIE_NAME,
        path=settings.SESSION_COOKIE_PATH,
        domain=settings.SESSION_COOKIE_DOMAIN,
        samesite=settings.SESSION_COOKIE_SAMESITE,
    )
    return response
