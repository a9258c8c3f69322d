"""The panel by itself, and the buttons in it that change the draft."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.models import Page

from cms.admin import panel as panels
from cms.admin.drafting import mending
from workflow.refusals import Refused


@require_admin_access
@require_safe
def panel(request: HttpRequest, page_id: int) -> HttpResponse:
    """Give the contents of the side panel as they are now."""
    page = _page(page_id)
    component = panels.ReviewPanel(page, request)
    context = panels.contents(request, page, component.draft())
    return render(request, "cms_admin/review_panel.html", context | {"page": page})


@require_admin_access
@require_POST
def apply(request: HttpRequest, page_id: int) -> HttpResponse:
    """Put one suggestion in its place and lead back to it."""
    page = _page(page_id)
    try:
        place = mending.apply(page, request.user, request.POST.get("finding", ""))
    except Refused as refused:
        _say(request, refused)
        return _back(request, page)
    messages.success(request, _("Replaced, and saved as your version."))
    return _back(request, page, place.anchor)


@require_admin_access
@require_POST
def strip(request: HttpRequest, page_id: int) -> HttpResponse:
    """Take out what nobody can see."""
    page = _page(page_id)
    try:
        count = mending.strip(page, request.user)
    except Refused as refused:
        _say(request, refused)
    else:
        said = ngettext(
            "%(count)d invisible character was taken out.",
            "%(count)d invisible characters were taken out.",
            count,
        )
        messages.success(request, said % {"count": count})
    return _back(request, page)


def _page(page_id: int) -> Any:
    return get_object_or_404(Page, pk=page_id, depth__gt=1).specific


def _say(request: HttpRequest, refused: Refused) -> None:
    for item in refused.refusals:
        messages.error(request, str(item.sentence))


def _back(request: HttpRequest, page: Page, anchor: str = "") -> HttpResponse:
    wanted = request.POST.get("next", "")
    if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}):
        return redirect(wanted)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return redirect(address + (f"#{anchor}" if anchor else ""))
