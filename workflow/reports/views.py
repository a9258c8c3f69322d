"""Review sheets on screen and as PDF; the sheets of a period as one file.

Whoever has a desk may read a sheet: it says what the item's own page says. The sheets of a period
are for auditors and final reviewers. Each file that leaves the house is in the audit log.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ledger import days, entries
from workflow import presence, queries
from workflow.models import Submission
from workflow.presence import Presence
from workflow.refusals import Refusal
from workflow.reports import batch, pdf
from workflow.reports.context import context_of
from workflow.reports.sheet import Sheet
from workflow.roles import Duty
from workflow.rules.facts import Standing
from workflow.rules.standing import appointed

EXPORTERS = (Duty.AUDIT, Duty.FINAL)

View = Callable[..., HttpResponse]


def with_presence(view: View) -> View:
    """Hand the presence to a view; who is nobody is told so by the desk."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        who = presence.of(request)
        if who is None:
            return redirect("desk:queue")
        response = view(request, who, *args, **kwargs)
        response.headers.setdefault("Content-Security-Policy", settings.SANSHEN_DESK_POLICY)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return answer


@require_safe
@with_presence
def sheet(request: HttpRequest, who: Presence, uid: str) -> HttpResponse:
    """Show the sheet of a page of a submission, ready to be printed by the browser."""
    shown = _sheet(request, uid)
    context = context_of(shown, who.person.name)
    context["back"] = reverse("desk:item", args=[uid])
    context["pdf"] = f"{reverse('reports:pdf', args=[uid])}?page={shown.item['page']}"
    return render(request, "reports/sheet.html", context)


@require_POST
@with_presence
def sheet_pdf(request: HttpRequest, who: Presence, uid: str) -> HttpResponse:
    """Give the sheet as PDF, and write down who took it."""
    shown = _sheet(request, uid)
    try:
        data = pdf.make(context_of(shown, who.person.name))
    except pdf.Unavailable as missing:
        return HttpResponse(str(missing), status=503, content_type="text/plain; charset=utf-8")
    _enter(who, {"sheet": shown.number}, uid)
    return _file(HttpResponse(data, content_type="application/pdf"), f"审稿单-{shown.number}.pdf")


@dataclass(frozen=True)
class Period:
    """Days, both included, as somebody asked for them."""

    first: date
    last: date

    @classmethod
    def asked(cls, values: Any) -> "Period":
        """Read the days; what is missing or nonsense becomes this month until today."""
        today = timezone.localdate()
        return cls(
            days.read(values.get("since")) or today.replace(day=1),
            days.read(values.get("until")) or today,
        )

    def moments(self) -> tuple[datetime, datetime]:
        """Give the moment it begins and the moment it is over."""
        return days.begins(self.first), days.ends(self.last)


@require_http_methods(["GET", "HEAD", "POST"])
@with_presence
def sheets(request: HttpRequest, who: Presence) -> HttpResponse:
    """List the sheets of a period; on POST give them as one file."""
    refusals = _against(who)
    if refusals:
        return _screen(request, Period.asked({}), [], refusals, status=403)
    period = Period.asked(request.POST if request.method == "POST" else request.GET)
    headers = batch.released_between(*period.moments())
    if request.method != "POST":
        return _screen(request, period, headers, [])
    if not headers or len(headers) > batch.MOST:
        return _screen(request, period, headers, [_too_many(len(headers))], status=400)
    # The response closes it.
    file = tempfile.TemporaryFile()  # noqa: SIM115
    try:
        batch.write(file, headers, who.person.name)
    except pdf.Unavailable as missing:
        return _screen(request, period, headers, [Refusal("no_pdf", str(missing))], status=503)
    _enter(who, {"sheets": len(headers), "since": str(period.first), "until": str(period.last)})
    file.seek(0)
    name = f"审稿单-{period.first}-{period.last}.zip"
    return _file(FileResponse(file, content_type="application/zip"), name)


def _screen(
    request: HttpRequest,
    period: Period,
    headers: list[Any],
    refusals: list[Refusal],
    status: int = 200,
) -> HttpResponse:
    context = {
        "period": period,
        "sheets": list(batch.sheets(headers[: batch.MOST])),
        "count": len(headers),
        "most": batch.MOST,
        "refusals": refusals,
        "refused": status == 403,
        "breadcrumbs_items": [
            {"url": reverse("desk:queue"), "label": _("Review desk")},
            {"url": "", "label": _("Review sheets")},
        ],
    }
    return render(request, "reports/sheets.html", context, status=status)


def _sheet(request: HttpRequest, uid: str) -> Sheet:
    row = Submission.objects.filter(uid=uid).first()
    if row is None:
        raise Http404
    try:
        return Sheet(row, request.GET.get("page", ""))
    except LookupError as error:
        raise Http404 from error


def _against(who: Presence) -> list[Refusal]:
    """Give the reasons against, none for whoever holds one of the duties."""
    moment = entries.now()
    signer = queries.signer(who, moment)
    against = [appointed(Standing(signer, {duty}, (), moment)) for duty in EXPORTERS]
    return [] if [] in against else against[0]


def _too_many(count: int) -> Refusal:
    if count:
        sentence = _(
            "%(count)d sheets are too many for one file (%(most)d at most). Choose a shorter "
            "period, or let the operator run export_sheets."
        ) % {"count": count, "most": batch.MOST}
    else:
        sentence = _("Nothing was released in this period. Choose another one.")
    return Refusal("period", sentence)


def _enter(who: Presence, detail: dict[str, Any], uid: str = "") -> None:
    subject = {"kind": "submission", "uid": uid} if uid else None
    with transaction.atomic():
        entries.append("evidence:exported", person=who.ref, subject=subject, detail=detail)


def _file(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
