"""Wagtail's ways to the public, shut: each address answers with a sentence and changes nothing."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.models import Page

PUBLISHING = _(
    "Here nothing is published directly. Submit the page for review; it becomes public when "
    "three people have signed."
)
UNPUBLISHING = _("A public page is withdrawn on the review desk, by a final reviewer.")
PRIVACY = _(
    "Pages have no visibility of their own: what was released is public, everything else is not."
)
DELETING = _(
    "A page is not deleted: who changed it when is kept as evidence. What is not needed any more "
    "is left unsubmitted, or moved out of the way."
)
ALIASES = _("There are no aliases here: every page is reviewed by itself.")
SCHEDULING = _(
    "Times are part of the content: set them in the page, and they are reviewed with it."
)
WORKFLOWS = _("Reviews are decided on the review desk. Wagtail's own workflows are not used here.")
ACCOUNTS = _(
    "People and their accounts are kept on the people's screens, where every reset of a password "
    "is written into the audit log."
)
LOCKING = _("A page is locked while it is under review, and not otherwise.")
INTERFACE = _("This interface is not offered. Pages are changed in the editor.")
NOT_A_PERSON = _(
    "This account belongs to no person, so nobody would answer for the submission. "
    "The system administrator links accounts to people."
)
HELD = _("This page or one below it is under review. Recall it to change it.")
NOT_YOUR_DRAFT = _(
    "Only people appointed to draft in this section open its drafts. What was submitted is read "
    "on the review desk."
)
NOT_YOURS = _("Only people appointed to draft in this section add or change pages here.")


def shut(sentence: Promise) -> Callable[..., HttpResponse]:
    """Give a view that says this sentence and leads back to the page."""

    @require_admin_access
    def view(request: HttpRequest, page_id: int | None = None, **kwargs: Any) -> HttpResponse:
        messages.error(request, str(sentence))
        if page_id and Page.objects.filter(pk=page_id, depth__gt=1).exists():
            page = Page.objects.get(pk=page_id)
            if page.permissions_for_user(request.user).can_edit():
                return redirect("wagtailadmin_pages:edit", page_id)
        return redirect("wagtailadmin_home")

    return view


@require_admin_access
def no_interface(request: HttpRequest, **kwargs: Any) -> JsonResponse:
    """Answer programs in their own language."""
    return JsonResponse({"detail": str(INTERFACE)}, status=403)
