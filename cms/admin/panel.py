"""The side panel 审稿: where the page stands, what was said, what is missing before submission."""

import re
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.models import Page

from cms.admin import states
from cms.admin.drafting import look, places, standing
from cms.admin.drafting.passages import Place
from workflow import anchors, presence
from workflow.states import UNDER_REVIEW

_QUOTED = re.compile("“([^”]{2,})”")


class ReviewPanel(BaseSidePanel):
    """Shown first in the editor."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Review of this page")
        icon_name = "tasks"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            """Count what stands in the way."""
            counted: dict[str, Any] = super().get_context_data(parent_context)
            draft = self.panel.draft()
            return counted | {"count": draft.lacking if draft else 0}

    name = "review"
    title = _("Review of this page")
    template_name = "cms_admin/review_panel.html"
    order = 50

    def __init__(self, page: Any, request: HttpRequest, word: str = "") -> None:
        """Take the address at which a Word document is imported for this page."""
        super().__init__(page, request)
        self.word = word

    def draft(self) -> look.Draft | None:
        """Read the draft, unless it is under review or was never saved."""
        review = look.review_of(self.object)
        if review is None or review.state in UNDER_REVIEW:
            return None
        return look.of_request(self.request, self.object, presence.of(self.request))

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Gather what a drafter wants to know."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        context |= contents(self.request, self.object, self.draft())
        return context | {"in_editor": True, "word": self.word}


def contents(request: HttpRequest, page: Page, draft: look.Draft | None) -> dict[str, Any]:
    """Give what the panel's template prints; `draft` is None while nothing can be changed."""
    review = look.review_of(page)
    if review is None:
        return {"review": None}
    stands = standing.of(review)
    said, named = anchors.parse(stands.returned.words) if stands.returned else ("", [])
    return {
        "review": review,
        "object": page,
        "state": states.label(str(review.state)),
        "under_review": review.state in UNDER_REVIEW,
        "stands": stands,
        "returned_words": said,
        "quotes": _quotes([*(anchor.quote for anchor in named), *_QUOTED.findall(said)], draft),
        "draft": draft,
        # A component is rendered without its request, so the token of its forms is given by hand.
        "csrf_token": get_token(request),
        "can_change": page.permissions_for_user(request.user).can_edit(),
    }


def _quotes(said: list[str], draft: look.Draft | None) -> list[tuple[str, Place | None]]:
    """Find what a reviewer quoted, so that the drafter gets there with one click."""
    texts = draft.passages if draft else ()
    return [(quote, places.of_quote(quote, texts)) for quote in dict.fromkeys(said)]
