"""Security headers for what Django answers; the front sends the same with stored files."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from config.hosts import is_editing


class HeadersMiddleware:
    """Adds the headers of the side that answered, where the view has not set its own.

    A view that is stricter, for example the desk's frame for a frozen page, keeps what it says.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the headers added."""
        response = self.get_response(request)
        editing = is_editing(request)
        headers = settings.SANSHEN_EDITING_HEADERS if editing else settings.SANSHEN_PUBLIC_HEADERS
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response
