"""The words that Wagtail's scripts show, with those that its own catalogue lacks."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.localization import get_localized_response

_catalogue = JavaScriptCatalog.as_view(packages=["wagtail.admin", "cms.admin"])


def catalogue(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Give the words in the language of whoever asks."""
    response: HttpResponse = get_localized_response(_catalogue, request, *args, **kwargs)
    return response
