"""The side panel 审稿: where the page stands, what was said, what is missing before submission."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel

from cms import freeze as freezing
from cms.admin import states
from ledger import bodies
from workflow import commands, presence
from workflow.models import Opinion, PageReview, SubmissionItem
from workflow.states import UNDER_REVIEW

_STAGES = {"first": _("First review"), "second": _("Second review"), "final": _("Final review")}


class ReviewPanel(BaseSidePanel):
    """Shown first in the editor."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Review of this page")
        icon_name = "tasks"

    name = "review"
    title = _("Review of this page")
    template_name = "cms_admin/review_panel.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Gather what a drafter wants to know."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        page = self.object
        review = PageReview.objects.filter(page_id=page.pk).first() if page.pk else None
        context["review"] = review
        if review is None:
            return context
        context["state"] = states.label(str(review.state))
        context["under_review"] = review.state in UNDER_REVIEW
        context["opinions"] = list(_opinions(review))
        if not context["under_review"]:
            context["problems"] = freezing.freeze(page).problems
            present = presence.of(self.request)
            context["refusals"] = (
                commands.available(present, review).get("submit", []) if present else []
            )
        return context


def _opinions(review: PageReview) -> Any:
    """Give the opinions of the newest round, with their words."""
    item = (
        SubmissionItem.objects.filter(review=review)
        .select_related("submission")
        .order_by("-submission__submitted_at")
        .first()
    )
    if item is None:
        return
    for opinion in Opinion.objects.filter(submission=item.submission).order_by("ordinal"):
        yield {
            "stage": _STAGES.get(opinion.stage, opinion.stage),
            "decision": opinion.decision,
            "person": opinion.person_name,
            "at": opinion.signed_at,
            "words": bodies.words(opinion.words) if opinion.words else "",
        }
