"""What Django answers on the public side: what is not yet a file, and the search page."""

from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from portal import headers
from portal.answers import Answer, answer

MOST_CHARACTERS = 1024


@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    """Answer for any public address."""
    if len(request.path_info) > MOST_CHARACTERS:
        return HttpResponse(status=414)
    return respond(answer(request.path_info))


def respond(made: Answer) -> HttpResponseBase:
    """Turn an answer into a response."""
    response: HttpResponseBase
    if isinstance(made.body, Path):
        response = FileResponse(made.body.open("rb"), content_type=made.media_type)
        extra = headers.for_asset(made.download)
        del response["Content-Disposition"]
    else:
        response = HttpResponse(made.body, status=made.status, content_type=made.media_type)
        extra = headers.for_page()
    for name, value in extra:
        response[name] = value
    if made.location:
        response["Location"] = made.location
    if made.retry_after:
        response["Retry-After"] = str(made.retry_after)
    return response
