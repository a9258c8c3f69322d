"""The language of a request: chosen by the browser in the admin, fixed on the public site."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from config.hosts import ADMIN


class AdminLocaleMiddleware(LocaleMiddleware):
    """Django's choice of a language, for the admin alone.

    A public page is rendered once for everybody, so nothing in a request may change it.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Activate the browser's language under /admin/, ours everywhere else."""
        if request.path_info.startswith(f"/{ADMIN}"):
            super().process_request(request)
        else:
            translation.deactivate()

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Say that the answer varies with the language where it does."""
        if request.path_info.startswith(f"/{ADMIN}"):
            return super().process_response(request, response)
        return response
