"""What we register with Wagtail's admin."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from cms import contributions
from cms.admin import actions, bulk, closed, submit
from cms.admin.searching.screens import READERS
from cms.admin.tester import drafts_in, lineage
from workflow.reports.wagtail_hooks import ReportItem

# ── 送审 ─────────────────────────────────────────────────────────────────────
hooks.register("construct_page_action_menu", actions.without_stock)
hooks.register("after_edit_page", submit.after_edit)
# After Wagtail's own: the later registration of a name wins.
for action in (bulk.SubmitTogether, bulk.RecallTogether, bulk.NoDelete):
    hooks.register("register_bulk_action", action, order=100)


@hooks.register("register_page_action_menu_item")
def submit_item() -> actions.SubmitForReview:
    """Offer 送审 in the editor."""
    return actions.SubmitForReview(order=10)


@hooks.register("register_page_header_buttons")
def header_buttons(
    page: Any, user: Any, next_url: Any = None, view_name: str = ""
) -> Iterator[Any]:
    """Offer 送审 and the import from Word in headers."""
    yield from actions.buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def listing_buttons(page: Any, user: Any, next_url: Any = None) -> Iterator[Any]:
    """Offer 送审 and the import from Word in listings."""
    yield from actions.buttons(page, user)


# ── Who may, where Wagtail asks only its own root page ──────────────────────────────────
@hooks.register("before_create_page")
def drafters_create(request: HttpRequest, parent: Page, page_class: Any) -> HttpResponse | None:
    """Let drafters create, under the root too, where Wagtail's own tester answers."""
    if drafts_in(request.user, lineage(parent)):
        return None
    messages.error(request, str(closed.NOT_YOURS))
    return redirect("wagtailadmin_home")


@hooks.register("before_delete_page")
def nobody_deletes(request: HttpRequest, page: Page) -> HttpResponse:
    """Refuse, whichever view asks."""
    messages.error(request, str(closed.DELETING))
    return redirect("wagtailadmin_home")


@hooks.register("before_move_page")
def not_under_review(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Refuse a move of what is under review, whichever view asks."""
    if page.permissions_for_user(request.user).can_move_to(destination):
        return None
    messages.error(request, str(closed.HELD))
    return redirect("wagtailadmin_explore", page.get_parent().pk)


# ── Search ─────────────────────────────────────────────────────────────────────────────
@hooks.register("register_admin_menu_item")
def searches_item() -> MenuItem:
    """The way to what people look for, and to the words for search."""
    return ReportItem(
        _("Searches"),
        reverse_lazy("sanshen_searches"),
        "searches",
        icon_name="search",
        order=48,
        readers=READERS,
    )


# ── Contributions ──────────────────────────────────────────────────────────────────────
@hooks.register("after_copy_page")
def contributors_follow(request: HttpRequest, page: Page, new_page: Page) -> None:
    """Let everybody who answers for the source answer for its copy, and for each page below."""
    sources = page.get_descendants(inclusive=True).order_by("path")
    copies = new_page.get_descendants(inclusive=True).order_by("path")
    copier = contributions.person_of(request.user)
    for source, copy in zip(sources, copies, strict=False):
        contributions.take_over(source, copy, copier)


@hooks.register("after_move_page")
def moving_contributes(request: HttpRequest, page: Page) -> None:
    """Write down who moved a page."""
    person = contributions.person_of(request.user)
    contributions.record(page, person, contributions.MOVED)


# ── Menus ──────────────────────────────────────────────────────────────────────────────
@hooks.register("construct_reports_menu")
def no_workflow_reports(request: HttpRequest, menu_items: list[Any]) -> None:
    """Take out reports on workflows that are not used."""
    menu_items[:] = [item for item in menu_items if not item.name.startswith("workflow")]


@hooks.register("construct_settings_menu")
def no_workflow_settings(request: HttpRequest, menu_items: list[Any]) -> None:
    """Take out settings that decide nothing here: workflows, sites, groups, redirects."""
    shut = {"workflows", "workflow-tasks", "sites", "groups", "redirects"}
    menu_items[:] = [item for item in menu_items if item.name not in shut]


@hooks.register("construct_help_menu")
def no_news_from_elsewhere(request: HttpRequest, menu_items: list[Any]) -> None:
    """Take out what leads to pages of others, in another language; shortcuts stay."""
    menu_items[:] = [item for item in menu_items if item.name == "keyboard-shortcuts-trigger"]


@hooks.register("insert_global_admin_css")
def stylesheet() -> SafeString:
    """Load our few rules."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms_admin/cms.css"))


@hooks.register("insert_editor_js")
def scripts() -> SafeString:
    """Load the scripts of our panel and of the hint at pastes, in editors only."""
    files = ("cms_admin/panel.js", "cms_admin/paste.js", "cms_admin/live.js")
    return format_html_join("", '<script src="{}" defer></script>', ((static(f),) for f in files))
