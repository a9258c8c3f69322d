"""Pictures and files of the workspace, for people who are logged in.

They are drafts: nothing but this view serves the folder they are in, and no proxy maps it.
"""

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest

# Pictures that browsers draw without running anything; all else is a download.
DRAWN = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp")


def serve_original(request: HttpRequest, name: str) -> FileResponse:
    """Answer with one file of the workspace storage, unable to act in the admin's origin."""
    try:
        content = default_storage.open(name)
    except (OSError, SuspiciousFileOperation, ValueError):
        raise Http404 from None
    response = FileResponse(content, as_attachment=not name.lower().endswith(DRAWN))
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-cache"
    return response
