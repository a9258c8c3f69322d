"""Unreleased content, shown to people who are signed in and to nobody else.

A frame without scripts and without our origin gets no session cookie, so the files in it carry a
short-lived key instead. The key is put in when the page is shown, never into what is signed.

With ``?round=<digest of a submission>`` the page bears the numbers of that round's findings, as the
desk counts them. They are put in here, on the server: no script runs in the frame.
"""

import re
from collections.abc import Sequence
from typing import Any

from django.core.signing import BadSignature, TimestampSigner
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access

from cms import freeze as freezing
from cms.marking import Mark, mark
from ledger import assets, bodies
from ledger.formats.v1 import Content, Finding
from ledger.models import Asset
from portal import render
from workflow.desk.leaves import place_label
from workflow.models import Submission
from workflow.queries import rounds
from workflow.states import Stage

KEY_SECONDS = 3600
_ASSET = re.compile(r"/assets/([0-9a-f]{64})\.([a-z0-9]{1,8})(?![\w.])")
_DIGEST = re.compile(r"[a-z0-9]{1,8}:[0-9a-f]{64}")
_SIGNER = TimestampSigner(salt="sanshen.asset")
# No script, no form, no origin; links may open a new window, so that a reviewer can read a file.
_SANDBOX = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'self'; "
    "img-src 'self'; media-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
_SHOWN_INLINE = ("image/", "video/")


def of_draft(page: Any) -> HttpResponse:
    """Show a draft as it would be frozen now, with what stands in the way."""
    frozen = freezing.freeze(page, draft=True)
    return _page(frozen.content, [str(problem) for problem in frozen.problems])


@require_admin_access
@require_safe
def content(request: HttpRequest, digest: str) -> HttpResponse:
    """Show frozen content by its digest, as the public would see it."""
    try:
        frozen = Content.parse(bodies.get(digest))
    except ValueError as error:
        raise Http404(_("No content has this digest.")) from error
    return _page(frozen, [], marks_of(frozen, request.GET.get("round", "")))


def marks_of(shown: Content, digest: str) -> list[Mark]:
    """Give the findings of a round in one of its contents, numbered as on the desk."""
    if not _DIGEST.fullmatch(digest):
        return []
    row = Submission.objects.filter(digest=digest, items__content=shown.digest).first()
    if row is None:
        return []
    found = rounds.findings(row, rounds.stage_now(row) or Stage.FINAL)
    marks = []
    for number, (finding, disposition) in enumerate(found, start=1):
        said = Finding.parse(bytes(finding.statement))
        if said.page != shown.page:
            continue
        marks.append(
            Mark(
                number=number,
                severity=said.severity,
                place=said.place,
                start=said.start,
                end=said.end,
                label=said.message,
                where=place_label(said.place),
                excerpt=said.excerpt,
                done=disposition is not None,
            )
        )
    return marks


@require_safe
def asset(request: HttpRequest, name: str) -> HttpResponse:
    """Give a stored file to somebody who is signed in, or who holds a key for it."""
    hexadecimal, _dot, _extension = name.partition(".")
    digest = f"sha256:{hexadecimal}"
    if not (_signed_in(request) or _holds_key(request, digest)):
        raise Http404
    row = Asset.objects.filter(digest=digest).first()
    if row is None:
        raise Http404
    inline = row.media_type.startswith(_SHOWN_INLINE)
    response = FileResponse(
        assets.open(digest),
        as_attachment=not inline,
        filename=row.name,
        content_type=row.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def with_keys(html: str) -> str:
    """Let the files of a page that is about to be shown be fetched through the login view."""
    return _ASSET.sub(_with_key, html)


def page_html(shown: Content, problems: list[str], marks: Sequence[Mark] = ()) -> str:
    """Render content like the public site does, marked as a preview, with reachable files."""
    html = render.document(shown, mode="preview", problems=problems)
    marked = mark(html, shown, marks, static("cms/marks.css"))
    opened = format_html('<link rel="stylesheet" href="{}"></head>', static("cms/frame.css"))
    return with_keys(marked.replace("</head>", opened, 1))


def _page(shown: Content, problems: list[str], marks: Sequence[Mark] = ()) -> HttpResponse:
    response = HttpResponse(page_html(shown, problems, marks))
    response["Content-Security-Policy"] = _SANDBOX
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "private, no-store"
    return response


def _with_key(match: re.Match[str]) -> str:
    address = reverse("sanshen_asset", args=[f"{match[1]}.{match[2]}"])
    return f"{address}?key={_SIGNER.sign(match[1]).partition(':')[2]}"


def _signed_in(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return bool(user and user.is_active and user.has_perm("wagtailadmin.access_admin"))


def _holds_key(request: HttpRequest, digest: str) -> bool:
    hexadecimal = digest.removeprefix("sha256:")
    key = request.GET.get("key", "")
    try:
        _SIGNER.unsign(f"{hexadecimal}:{key}", max_age=KEY_SECONDS)
    except BadSignature:
        return False
    return True
