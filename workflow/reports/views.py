"""Review sheets on screen and as PDF; the sheets of a period as one file.

Whoever has a desk may read a sheet: it says what the item's own page says. The sheets of a period
are for auditors and final reviewers. Each file that leaves the house is in the audit log.
"""

import tempfile
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workflow.models import Submission
from workflow.presence import Presence
from workflow.refusals import Refusal
from workflow.reports import batch, pdf
from workflow.reports.answers import against, as_file, enter, refused, with_presence
from workflow.reports.context import context_of
from workflow.reports.period import Period
from workflow.reports.sheet import Sheet
from workflow.roles import Duty

EXPORTERS = frozenset({Duty.AUDIT, Duty.FINAL})


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
    enter(who, {"sheet": shown.number}, uid)
    return as_file(HttpResponse(data, content_type="application/pdf"), f"审稿单-{shown.number}.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
@with_presence
def sheets(request: HttpRequest, who: Presence) -> HttpResponse:
    """List the sheets of a period; on POST give them as one file."""
    refusals = against(who, EXPORTERS)
    if refusals:
        return refused(request, refusals, _("Review sheets"))
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
    enter(who, {"sheets": len(headers), "since": str(period.first), "until": str(period.last)})
    file.seek(0)
    name = f"审稿单-{period.first}-{period.last}.zip"
    return as_file(FileResponse(file, content_type="application/zip"), name)


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


def _too_many(count: int) -> Refusal:
    if count:
        sentence = _(
            "%(count)d sheets are too many for one file (%(most)d at most). Choose a shorter "
            "period, or let the operator run export_sheets."
        ) % {"count": count, "most": batch.MOST}
    else:
        sentence = _("Nothing was released in this period. Choose another one.")
    return Refusal("period", sentence)
