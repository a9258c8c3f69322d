"""送审: shows exactly what would be signed, and hands it in by the digest on the screen."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.models import Page

from cms import addressing, preview
from cms import freeze as freezing
from cms.admin.closed import NOT_A_PERSON
from cms.freeze import Frozen
from ledger import canonical
from workflow import commands, presence, proofreading
from workflow.models import PageReview
from workflow.refusals import Refused, refusal

MOST_PAGES = 200
CHANGED = _("The content changed since it was shown to you. Look at it again, then submit.")
SUBMITTED = _("Submitted. The content is frozen until the review ends or you recall it.")
RECALLED = _("Recalled. The page can be changed again.")
NOT_UNDER_REVIEW = _("This page is not under review, so there is nothing to recall.")


@dataclass(frozen=True)
class Shown:
    """One page as the submit screen shows it."""

    page: Page
    frozen: Frozen
    findings: list[Any]
    html: str

    @property
    def code(self) -> str:
        """The short code that people compare by eye."""
        return canonical.short_code(self.frozen.content.digest)


@require_admin_access
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what would be signed; on POST submit it, if it is still what was shown."""
    pages = _pages(request, page_id)
    present = presence.of(request)
    refusals = _refusals(request, present, pages)
    note = request.POST.get("note", "")
    frozen = freezing.freeze_all(pages)
    if request.method == "POST" and not refusals and present is not None:
        try:
            submission = _hand_in(present, frozen, request.POST.get("shown", ""), note)
        except Refused as refused:
            refusals = list(refused.refusals)
        else:
            messages.success(request, str(SUBMITTED))
            return redirect("desk:item", submission.uid)
    return _screen(request, pages, frozen, refusals, note)


@require_admin_access
@require_http_methods(["GET", "POST"])
def recall(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask once, then recall the submission this page is in."""
    page = get_object_or_404(Page, pk=page_id)
    review = PageReview.objects.filter(page_id=page_id).select_related("submission").first()
    present = presence.of(request)
    if review is None or review.submission is None or present is None:
        messages.error(request, str(NOT_UNDER_REVIEW if present else NOT_A_PERSON))
        return redirect("wagtailadmin_pages:edit", page_id)
    if request.method == "POST":
        try:
            commands.recall(present, review.submission, request.POST.get("shown", ""))
        except Refused as refused:
            for item in refused.refusals:
                messages.error(request, str(item.sentence))
        else:
            messages.success(request, str(RECALLED))
        return redirect("wagtailadmin_pages:edit", page_id)
    context = {"page": page.specific, "submission": review.submission}
    return render(request, "cms_admin/recall.html", context)


def after_edit(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Lead from the editor's button to the submit screen, once the page is saved."""
    if request.POST.get("action-submit-review"):
        return redirect("sanshen_submit", page.pk)
    return None


def _pages(request: HttpRequest, page_id: int) -> list[Page]:
    wanted = [page_id, *(int(pk) for pk in request.GET.getlist("page") if pk.isdigit())]
    first = get_object_or_404(Page, pk=page_id)
    others = Page.objects.filter(pk__in=wanted[:MOST_PAGES], depth__gt=1).exclude(pk=first.pk)
    return [page.specific for page in [first, *others.order_by("path")]]


def _refusals(request: HttpRequest, present: Any, pages: list[Page]) -> list[Any]:
    if present is None:
        return [refusal("account", NOT_A_PERSON)]
    found: list[Any] = []
    for page in pages:
        review = PageReview.objects.filter(page_id=page.pk).first()
        if review is None:
            continue
        for item in commands.available(present, review).get("submit", []):
            if str(item) not in map(str, found):
                found.append(item)
    return found


def _hand_in(present: Any, frozen: list[Frozen], shown: str, note: str) -> Any:
    """Give out the addresses that are still planned, then submit."""
    if any(item.review is None for item in frozen):
        raise Refused([refusal("page", freezing.NO_REVIEW)])
    handed = [item.for_submission() for item in frozen]
    if commands.bundle_digest(handed) != shown:
        raise Refused([refusal("changed", CHANGED)])
    if not any(item.problems for item in frozen):
        addressing.give_out(frozen, present.person)
    return commands.submit(present, handed, shown, note)


def _screen(
    request: HttpRequest, pages: list[Page], frozen: list[Frozen], refusals: list[Any], note: str
) -> HttpResponse:
    shown = [
        Shown(
            page,
            item,
            list(proofreading.check(item.content)),
            preview.page_html(item.content, [str(problem) for problem in item.problems]),
        )
        for page, item in zip(pages, frozen, strict=True)
    ]
    complete = [item.for_submission() for item in frozen if item.review is not None]
    digest = commands.bundle_digest(complete)
    context = {
        "items": shown,
        "digest": digest,
        "code": canonical.short_code(digest),
        "note": note,
        "refusals": refusals,
        "problems": sum(len(item.problems) for item in frozen),
        "edit_url": reverse("wagtailadmin_pages:edit", args=[pages[0].pk]),
    }
    status = 409 if refusals and request.method == "POST" else 200
    response = render(request, "cms_admin/submit.html", context, status=status)
    return response
