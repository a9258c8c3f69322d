"""The editor with our side panel, and without Wagtail's publishing in a hand-made request."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView

from cms.admin import actions
from cms.admin.closed import PUBLISHING, SCHEDULING, WORKFLOWS
from cms.admin.panel import ReviewPanel

# What Wagtail's forms post to publish, to schedule, to start one of its workflows.
_SHUT_ACTIONS = {
    "action-publish": PUBLISHING,
    "go_live_at": SCHEDULING,
    "expire_at": SCHEDULING,
    "action-submit": WORKFLOWS,
    "action-restart-workflow": WORKFLOWS,
    "action-workflow-action": WORKFLOWS,
    "action-cancel-workflow": WORKFLOWS,
}


class _OurEditor:
    """What the two editors share: panel, and a sentence for what is shut."""

    request: HttpRequest
    page: Any

    def get_side_panels(self) -> MediaContainer:
        """Put our panel first. There is no hook for side panels."""
        panels = list(super().get_side_panels())  # type: ignore[misc]
        # An autosave replaces the panels it brings. Ours reads the whole draft, so it stays away
        # and is fetched when somebody looks at it (`drafting.views.panel`).
        if self.page.pk and getattr(self, "expects_json_response", False):
            return MediaContainer(panels)
        word = actions.word_address(self.page, getattr(self, "parent_page", None))
        return MediaContainer([ReviewPanel(self.page, self.request, word), *panels])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save the draft all the same, and say why nothing more came of it."""
        if not getattr(self, "expects_json_response", False):
            sentences = {
                str(_SHUT_ACTIONS[name]) for name in _SHUT_ACTIONS if request.POST.get(name)
            }
            for sentence in sorted(sentences):
                messages.error(request, sentence)
        response: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
        return response


class ReviewedEditView(_OurEditor, EditView):
    """Edit a page."""


class ReviewedCreateView(_OurEditor, CreateView):
    """Create a page."""
