"""Two host names, two halves: what is edited never shares an origin with what is public.

One process may be both halves (role=all). Where the host names differ, as production demands, each
name answers with its own half only; in the demo both halves share one loopback address.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from config.settings.environment import Role

# Where the editing side is mounted, also when both halves share one host name.
ADMIN = "admin/"
WORKSPACE = "workspace-media/"

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def two_hosts() -> bool:
    """Say whether this process answers for two different host names."""
    return bool(
        settings.SANSHEN_ROLE == Role.ALL
        and settings.SANSHEN_EDITING_HOST
        and settings.SANSHEN_PUBLIC_HOST
        and settings.SANSHEN_EDITING_HOST != settings.SANSHEN_PUBLIC_HOST
    )


def is_editing(request: HttpRequest) -> bool:
    """Say whether the request is for the editing side."""
    if two_hosts():
        return _name(request.META.get("HTTP_HOST", "")) == settings.SANSHEN_EDITING_HOST
    if settings.SANSHEN_ROLE == Role.ALL:
        return request.path_info.startswith((f"/{ADMIN}", f"/{WORKSPACE}"))
    return bool(settings.SANSHEN_ROLE == Role.EDITING)


class HostMiddleware:
    """Gives a request the URL map of its host name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Choose the map, then answer."""
        if two_hosts():
            half = Role.EDITING if is_editing(request) else Role.PUBLIC
            request.urlconf = f"config.urls_{half}"
        return self.get_response(request)


def by_host(editing: Application, public: Application) -> Application:
    """Return a WSGI application that keeps the public store away from the editing host name."""

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if _name(environ.get("HTTP_HOST", "")) == settings.SANSHEN_EDITING_HOST:
            return editing(environ, start_response)
        return public(environ, start_response)

    return application


def _name(host: str) -> str:
    return host.partition(":")[0].lower()
