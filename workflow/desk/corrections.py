"""Correction tasks: what reading everything public again has found, for the drafters of a section
and for the auditor."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from ledger import entries
from workflow.corrections import closing
from workflow.corrections.models import Scan, Task
from workflow.desk import refusing, typed, wording
from workflow.desk.pages import for_people, show
from workflow.models import PageReview
from workflow.presence import Presence
from workflow.proofreading.register import rule
from workflow.queries.appointed import signer
from workflow.refusals import Refusal, Refused
from workflow.roles import ADMINISTRATORS
from workflow.rules.correcting import DUTIES

PER_PAGE = 50
MOST = 2_000
"""Of many thousands the most urgent are enough to begin with."""


@dataclass(frozen=True)
class Line:
    """One task as it is drawn."""

    task: Task
    edit: str
    rule: str
    late: bool
    left: str


def of(who: Presence) -> list[Task]:
    """Give the open tasks that concern a person: of their sections, all for an administrator."""
    moment = entries.now()
    held = [each for each in signer(who, moment).appointments if each.effective(moment)]
    tasks = Task.objects.filter(closed_at=None).order_by("due", "pk")[:MOST]
    if any(each.duty in ADMINISTRATORS for each in held):
        return list(tasks)
    mine = [each for each in held if each.duty in DUTIES]
    return [task for task in tasks if any(each.covers(task.places) for each in mine)]


def number(request: HttpRequest, who: Presence | None) -> int:
    """Count them for the menu, once in a request."""
    kept: int | None = getattr(request, "_sanshen_corrections", None)
    if kept is None:
        kept = len(of(who)) if who and Task.objects.filter(closed_at=None).exists() else 0
        request._sanshen_corrections = kept  # type: ignore[attr-defined]
    return kept


@require_safe
@for_people
def corrections(request: HttpRequest, who: Presence) -> HttpResponse:
    """List the open tasks, the most urgent first."""
    return _screen(request, who)


@require_POST
@for_people
def close(request: HttpRequest, who: Presence, pk: int) -> HttpResponse:
    """Close a task with a reason."""
    task = get_object_or_404(Task, pk=pk)
    reason = typed.visible(request.POST.get("reason", ""))[: closing.LONGEST_REASON]
    try:
        closing.close(who, task, reason)
    except Refused as refused:
        return _screen(request, who, refused.refusals)
    messages.success(request, _("Closed with your reason; it stands in the audit log."))
    return HttpResponseRedirect(reverse("desk:corrections"))


def _screen(
    request: HttpRequest, who: Presence, refusals: list[Refusal] | None = None
) -> HttpResponse:
    page = Paginator(of(who), PER_PAGE).get_page(request.GET.get("p"))
    pages = dict(
        PageReview.objects.filter(uid__in={task.page for task in page}).values_list(
            "uid", "page_id"
        )
    )
    now = entries.now()
    context = refusing.card(refusals)
    return show(
        request,
        "desk/corrections.html",
        _("Correction tasks"),
        status=409 if refusals else 200,
        icon="warning",
        page=page,
        query="",
        lines=[_line(task, pages.get(task.page), now) for task in page],
        scan=Scan.objects.order_by("-pk").first(),
        **context,
    )


def _line(task: Task, page: int | None, now: datetime) -> Line:
    edit = reverse("wagtailadmin_pages:edit", args=[page]) if page else ""
    left = wording.time_left(task.due, now)
    return Line(task, edit, rule(task.code).title, task.due < now, left)
