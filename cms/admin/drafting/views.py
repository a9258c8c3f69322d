"""The panel by itself, and the buttons in it that change the draft."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.models import Page

from cms.admin import panel as panels
from cms.admin.drafting import mending
from cms.admin.reach import only_editors
from workflow.refusals import Refused


@require_safe
@only_editors
def panel(request: HttpRequest, first: Page) -> HttpResponse:
    """Give the contents of the side panel as they are now."""
    page = first.specific
    component = panels.ReviewPanel(page, request)
    context = panels.contents(request, page, component.draft())
    return render(request, "cms_admin/review_panel.html", context | {"page": page})


@require_POST
@only_editors
def apply(request: HttpRequest, first: Page) -> HttpResponse:
    """Put one suggestion in its place and lead back to it."""
    page = first.specific
    try:
        place = mending.apply(page, request.user, request.POST.get("finding", ""))
    except Refused as refused:
        _say(request, refused)
        return _back(request, page)
    messages.success(request, _("Replaced, and saved as your version."))
    return _back(request, page, place.anchor)


@require_POST
@only_editors
def strip(request: HttpRequest, first: Page) -> HttpResponse:
    """Take out what nobody can see."""
    page = first.specific
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


def _say(request: HttpRequest, refused: Refused) -> None:
    for item in refused.refusals:
        messages.error(request, str(item.sentence))


def _back(request: HttpRequest, page: Page, anchor: str = "") -> HttpResponse:
    wanted = request.POST.get("next", "")
    if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}):
        return redirect(wanted)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return redirect(address + (f"#{anchor}" if anchor else ""))
