"""送审: shows exactly what would be signed, and hands it in by the digest on the screen."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.models import Page

from cms import addressing, preview
from cms import freeze as freezing
from cms.admin.closed import NOT_A_PERSON
from cms.admin.drafting import bundle, look, standing
from cms.admin.reach import may_edit, only_editors, refused
from cms.freeze import Frozen
from ledger import canonical
from workflow import commands, presence
from workflow.models import PageReview, Submission
from workflow.presence import Presence
from workflow.refusals import Refusal, Refused, refusal

# With more pages than this each is opened by itself.
MOST_FRAMES = 10
CHANGED = _("The content changed since it was shown to you. Look at it again, then submit.")
RECALLED = _("Recalled. The page can be changed again.")
NOT_UNDER_REVIEW = _("This page is not under review, so there is nothing to recall.")
TOO_MANY = _("At most {most} pages are submitted together. Take some out.")


@dataclass(frozen=True)
class Shown:
    """One page as the submit screen shows it."""

    page: Page
    frozen: Frozen
    draft: look.Draft
    html: str

    @property
    def code(self) -> str:
        """The short code that people compare by eye."""
        return canonical.short_code(self.frozen.content.digest)


@require_http_methods(["GET", "HEAD", "POST"])
@only_editors
def submit(request: HttpRequest, page: Page) -> HttpResponse:
    """Show what would be signed; on POST submit it, if it is still what was shown."""
    pages = _pages(request, page)
    if not may_edit(request, pages):
        return refused(request)
    present = presence.of(request)
    refusals = _refusals(present, pages)
    frozen = freezing.freeze_all(pages)
    if request.method == "POST" and not refusals and present is not None:
        try:
            submission = _hand_in(present, frozen, request.POST)
        except Refused as error:
            refusals = list(error.refusals)
        else:
            return redirect("sanshen_submitted", submission.uid)
    return _screen(request, pages, frozen, refusals, present)


@require_admin_access
@require_safe
def submitted(request: HttpRequest, uid: str) -> HttpResponse:
    """Say what was handed in, who has it now, and what can be done next."""
    submission = get_object_or_404(Submission, uid=uid)
    items = list(submission.items.select_related("review__page").order_by("position"))
    context = {
        "submission": submission,
        "items": items,
        "code": canonical.short_code(submission.digest),
        "stands": standing.of(items[0].review),
        "parent": items[0].review.page.get_parent(),
    }
    return render(request, "cms_admin/submitted.html", context)


@require_http_methods(["GET", "POST"])
@only_editors
def recall(request: HttpRequest, page: Page) -> HttpResponse:
    """Ask once, then recall the submission this page is in."""
    review = PageReview.objects.filter(page=page).select_related("submission").first()
    present = presence.of(request)
    if review is None or review.submission is None or present is None:
        messages.error(request, str(NOT_UNDER_REVIEW if present else NOT_A_PERSON))
        return redirect("wagtailadmin_pages:edit", page.pk)
    if request.method == "POST":
        try:
            commands.recall(present, review.submission, request.POST.get("shown", ""))
        except Refused as error:
            for item in error.refusals:
                messages.error(request, str(item.sentence))
        else:
            messages.success(request, str(RECALLED))
        return redirect("wagtailadmin_pages:edit", page.pk)
    context = {"page": page.specific, "submission": review.submission}
    return render(request, "cms_admin/recall.html", context)


def after_edit(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Lead from the editor's button to the submit screen, once the page is saved."""
    if request.POST.get("action-submit-review"):
        return redirect("sanshen_submit", page.pk)
    return None


def _pages(request: HttpRequest, first: Page) -> list[Page]:
    wanted = [int(pk) for pk in request.GET.getlist("page") if pk.isdecimal() and len(pk) < 19]
    others = Page.objects.filter(pk__in=wanted, depth__gt=1).exclude(pk=first.pk)
    # One more than the most, so that too many are refused and not left out in silence.
    chosen = others.order_by("path")[: bundle.MOST_PAGES]
    return [page.specific for page in [first, *chosen]]


def _refusals(present: Presence | None, pages: list[Page]) -> list[Refusal]:
    if present is None:
        return [refusal("account", NOT_A_PERSON)]
    if len(pages) > bundle.MOST_PAGES:
        return [refusal("too_many", TOO_MANY, most=bundle.MOST_PAGES)]
    found: list[Refusal] = []
    for page in pages:
        review = PageReview.objects.filter(page_id=page.pk).first()
        if review is None:
            continue
        for item in commands.available(present, review).get("submit", []):
            if str(item) not in map(str, found):
                found.append(item)
    return found


def _hand_in(present: Presence, frozen: list[Frozen], posted: Any) -> Submission:
    """Give out the addresses that are still planned, then submit."""
    shown = posted.get("shown", "")
    if any(item.review is None for item in frozen):
        raise Refused([refusal("page", freezing.NO_REVIEW)])
    handed = [item.for_submission() for item in frozen]
    if commands.bundle_digest(handed) != shown:
        raise Refused([refusal("changed", CHANGED)])
    if not any(item.problems for item in frozen):
        addressing.give_out(frozen, present.person)
    urgent = bool(posted.get("urgent"))
    return commands.submit(present, handed, shown, posted.get("note", ""), urgent=urgent)


def _screen(
    request: HttpRequest,
    pages: list[Page],
    frozen: list[Frozen],
    refusals: list[Refusal],
    present: Presence | None,
) -> HttpResponse:
    few = len(pages) <= MOST_FRAMES
    shown = [
        Shown(page, item, look.look(page, None, item), _html(item) if few else "")
        for page, item in zip(pages, frozen, strict=True)
    ]
    complete = [item.for_submission() for item in frozen if item.review is not None]
    digest = commands.bundle_digest(complete)
    chosen = [page.pk for page in pages]
    context = {
        "items": shown,
        "digest": digest,
        "code": canonical.short_code(digest),
        "note": request.POST.get("note", ""),
        "urgent": bool(request.POST.get("urgent")),
        "refusals": refusals,
        "problems": sum(len(item.problems) for item in frozen),
        "edit_url": reverse("wagtailadmin_pages:edit", args=[pages[0].pk]),
        "here": request.get_full_path(),
        "first": pages[0],
        "chosen": chosen[1:],
        "steps": bundle.next_steps(frozen, present.person) if present else [],
        "others": bundle.own_drafts(present.person, chosen) if present else [],
        "most": bundle.MOST_PAGES,
        "returned": any(item.review and item.review.state == "returned" for item in frozen),
    }
    status = 409 if refusals and request.method == "POST" else 200
    return render(request, "cms_admin/submit.html", context, status=status)


def _html(item: Frozen) -> str:
    return preview.page_html(item.content, [str(problem) for problem in item.problems])
