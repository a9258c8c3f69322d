"""送审 in the editor's menu, in headers and in listings."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.widgets.button import Button

from cms.admin.drafting import look
from cms.pages.item import ItemPage
from cms.pages.section import SectionPage
from workflow import presence
from workflow.states import UNDER_REVIEW, State

SUBMIT = "action-submit-review"
STOCK = frozenset(
    {
        "action-publish", "action-unpublish", "action-submit", "action-restart-workflow",
        "action-cancel-workflow",
    }
)  # fmt: skip


class SubmitForReview(ActionMenuItem):
    """Save, then show what would be signed."""

    label = _("Submit for review")
    name = SUBMIT
    icon_name = "login"

    def is_shown(self, context: Any) -> bool:
        """Show it in the editor of a page that is not under review."""
        return context["view"] == "edit" and not context["locked_for_user"]


def without_stock(menu_items: list[Any], request: Any, context: Any) -> None:
    """Take Wagtail's own ways out of the menu; put 送审 first when nothing stands in its way."""
    menu_items[:] = [item for item in menu_items if item.name not in STOCK]
    ours = [item for item in menu_items if item.name == SUBMIT]
    if not ours or getattr(request, "method", "") != "GET":
        return
    review = look.review_of(context["page"])
    if review is None or review.state == State.RELEASED:
        return
    draft = look.of_request(request, context["page"], presence.of(request))
    if draft.ready and not draft.as_returned:
        menu_items[:] = ours + [item for item in menu_items if item.name != SUBMIT]


def buttons(page: Any, user: Any) -> list[Button]:
    """Give what a drafter can do with a page besides writing in it."""
    found = (submit_button(page, user), word_button(page, user))
    return [button for button in found if button is not None]


def submit_button(page: Any, user: Any) -> Button | None:
    """Give a button for a page that can be submitted by its drafters."""
    state = getattr(page, "working_state", "")
    if not state or not page.permissions_for_user(user).can_edit():
        return None
    under_review = state in UNDER_REVIEW
    return Button(
        _("Recall from review") if under_review else _("Submit for review"),
        reverse("sanshen_recall" if under_review else "sanshen_submit", args=[page.pk]),
        icon_name="undo" if under_review else "login",
        priority=5,
    )


def word_button(page: Any, user: Any) -> Button | None:
    """Give a button that imports a Word document: under a section, or into a draft."""
    address = word_address(page, page if isinstance(page, SectionPage) else None)
    if not address or not page.permissions_for_user(user).can_edit():
        return None
    if not isinstance(page, SectionPage) and page.working_state in UNDER_REVIEW:
        return None
    return Button(_("Import from Word"), address, icon_name="doc-full", priority=15)


def word_address(page: Any, section: Any) -> str:
    """Give the address where a document is imported: into a draft, or new under a section."""
    if isinstance(page, ItemPage) and page.pk:
        return reverse("sanshen_word", args=["into", page.pk])
    if isinstance(section, SectionPage):
        return reverse("sanshen_word", args=["new", section.pk])
    return ""
