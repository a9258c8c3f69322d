"""Whose screens the screens of one draft are: of those who may change it, and of nobody else.

What others wrote and have not submitted is no business of a reader; what was submitted is read on
the review desk.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.auth import require_admin_access
from wagtail.models import Page

from cms.admin.closed import NOT_YOUR_DRAFT
from workflow.desk.pages import Way, show
from workflow.refusals import refusal

View = Callable[..., HttpResponse]


def only_editors(view: View) -> View:
    """Hand the page with the id in the address to a view, if who asks may change it."""

    @require_admin_access
    @wraps(view)
    def answer(request: HttpRequest, page_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        page = get_object_or_404(Page, pk=page_id, depth__gt=1)
        if not may_edit(request, [page]):
            return refused(request)
        return view(request, page, *args, **kwargs)

    return answer


def may_edit(request: HttpRequest, pages: Iterable[Page]) -> bool:
    """Say whether who asks may change all of these pages."""
    return all(page.permissions_for_user(request.user).can_edit() for page in pages)


def refused(request: HttpRequest) -> HttpResponse:
    """Say that a draft is somebody else's, and where to go instead."""
    return show(
        request,
        "desk/message.html",
        _("Not your draft"),
        status=403,
        refusals=[refusal("not_your_draft", NOT_YOUR_DRAFT)],
        refusal_title=_("This draft belongs to its section"),
        refusal_ways=[
            Way(_("To the review desk"), reverse("desk:queue")),
            Way(_("To the start page"), reverse("wagtailadmin_home")),
        ],
    )
