"""Bulk actions: 送审 and 撤回送审 stand where Wagtail publishes and unpublishes.

Wagtail's registry keeps one action for each name and cannot forget one, so ours take the names.
"""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction

from cms.admin.closed import DELETING, NOT_A_PERSON
from workflow import commands, presence
from workflow.models import PageReview
from workflow.refusals import Refused
from workflow.states import UNDER_REVIEW


def submit_address(pages: list[Any]) -> str:
    """Give the address where these pages are submitted together."""
    first, *others = pages
    query = urlencode([("page", page.pk) for page in others])
    return reverse("sanshen_submit", args=[first.pk]) + (f"?{query}" if query else "")


class _OurAction(PageBulkAction):
    template_name = "cms_admin/bulk.html"
    question: Any = ""
    button: Any = ""
    refusal: Any = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add our words."""
        words = {"question": self.question, "button": self.button, "refusal": self.refusal}
        return {**super().get_context_data(**kwargs), **words, "title": self.display_name}


class SubmitTogether(_OurAction):
    """Submit the selected pages as one: one digest, three signatures."""

    display_name = _("Submit for review")
    action_type = "publish"
    aria_label = _("Submit the selected pages for review together")
    action_priority = 20
    question = _("Submit these pages together? They are reviewed and released as one.")
    button = _("Show what will be signed")
    refusal = _("These pages are under review already, or you do not draft in their section.")

    def check_perm(self, page: Any) -> bool:
        """Take pages this person drafts and nobody is reviewing."""
        review = PageReview.objects.filter(page_id=page.pk).first()
        return (
            review is not None
            and review.state not in UNDER_REVIEW
            and page.permissions_for_user(self.request.user).can_edit()
        )

    def prepare_action(self, pages: list[Any], refused: Any) -> HttpResponse | None:
        """Lead to the page that shows what would be signed."""
        return redirect(submit_address(pages)) if pages else None

    @classmethod
    def execute_action(cls, objects: Any, **kwargs: Any) -> tuple[int, int]:
        """Do nothing here: only the page that shows the digest submits."""
        return 0, 0


class RecallTogether(_OurAction):
    """Recall the selected pages from review."""

    display_name = _("Recall from review")
    action_type = "unpublish"
    aria_label = _("Recall the selected pages from review")
    action_priority = 30
    question = _("Recall these pages? Signatures already given do not count any more.")
    button = _("Recall")
    refusal = _("These pages are not under review.")

    def check_perm(self, page: Any) -> bool:
        """Take pages under review; who may recall is decided by the command."""
        return PageReview.objects.filter(page_id=page.pk, state__in=UNDER_REVIEW).exists()

    def prepare_action(self, pages: list[Any], refused: Any) -> HttpResponse:
        """Recall each submission once; a refusal shows its own sentence."""
        present = presence.of(self.request)
        if present is None:
            messages.error(self.request, str(NOT_A_PERSON))
            return redirect(self.next_url)
        reviews = PageReview.objects.filter(page__in=pages).select_related("submission")
        submissions = {review.submission for review in reviews if review.submission}
        for submission in submissions:
            try:
                commands.recall(present, submission, submission.digest)
            except Refused as refusal:
                for item in refusal.refusals:
                    messages.error(self.request, str(item.sentence))
            else:
                messages.success(self.request, _("Recalled. The pages can be changed again."))
        return redirect(self.next_url)

    @classmethod
    def execute_action(cls, objects: Any, **kwargs: Any) -> tuple[int, int]:
        """Do nothing here: recalling is done before, outside Wagtail's transaction."""
        return 0, 0


class NoDelete(_OurAction):
    """Deleting, shut."""

    display_name = _("Delete")
    action_type = "delete"
    aria_label = _("Delete the selected pages")
    action_priority = 90
    refusal = DELETING

    def check_perm(self, page: Any) -> bool:
        """Take none."""
        return False

    @classmethod
    def execute_action(cls, objects: Any, **kwargs: Any) -> tuple[int, int]:
        """Delete none."""
        return 0, 0
