"""Puts the desk into Wagtail's admin: addresses, menu, style, home panel."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from workflow.desk.home.panel import HomePanel
from workflow.desk.menu import (
    AdministratorsItem,
    AuditorsItem,
    CorrectionsItem,
    ListsItem,
    NoticesItem,
    PersonItem,
)


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    """Mount the desk's addresses behind the sign-in."""
    return [path("", include("workflow.desk.urls"))]


@hooks.register("register_admin_menu_item")
def desk_item() -> MenuItem:
    """The way to the desk."""
    return PersonItem(
        _("Review desk"), reverse_lazy("desk:queue"), "desk", icon_name="clipboard-list", order=10
    )


@hooks.register("register_admin_menu_item")
def notices_item() -> MenuItem:
    """The way to the notices."""
    return NoticesItem(
        _("Notices"), reverse_lazy("desk:notices"), "notices", icon_name="dk-bell", order=15
    )


@hooks.register("register_admin_menu_item")
def corrections_item() -> MenuItem:
    """The way to the correction tasks."""
    return CorrectionsItem(
        _("Correction tasks"),
        reverse_lazy("desk:corrections"),
        "corrections",
        icon_name="warning",
        order=17,
    )


@hooks.register("register_icons")
def icons(known: list[str]) -> list[str]:
    """The bell, which Wagtail has not."""
    return [*known, "desk/icons/bell.svg"]


@hooks.register("register_admin_menu_item")
def own_account_item() -> MenuItem:
    """The way to the own password, second factor and sessions."""
    return PersonItem(
        _("My account"), reverse_lazy("desk:password"), "my-account", icon_name="key", order=900
    )


@hooks.register("register_admin_menu_item")
def released_item() -> MenuItem:
    """The way to the released pages."""
    return PersonItem(
        _("Released pages"), reverse_lazy("desk:released"), "released", icon_name="globe", order=20
    )


@hooks.register("register_admin_menu_item")
def people_item() -> MenuItem:
    """The way to people, appointments and policy."""
    return AdministratorsItem(
        _("People"), reverse_lazy("desk:people"), "people", icon_name="group", order=30
    )


@hooks.register("register_admin_menu_item")
def lists_item() -> MenuItem:
    """The way to the lists for proofreading."""
    return ListsItem(
        _("Lists for proofreading"),
        reverse_lazy("desk:lexicons"),
        "lexicons",
        icon_name="list-ul",
        order=35,
    )


@hooks.register("register_admin_menu_item")
def audit_item() -> MenuItem:
    """The way to the audit log."""
    return AuditorsItem(
        _("Audit log"), reverse_lazy("desk:audit"), "audit", icon_name="history", order=40
    )


@hooks.register("insert_global_admin_css")
def style() -> SafeString:
    """The desk's style, needed on the dashboard too."""
    return format_html('<link rel="stylesheet" href="{}">', static("desk/desk.css"))


@hooks.register("construct_homepage_panels")
def home_panels(request: HttpRequest, panels: list[Component]) -> None:
    """Our home screen in the place of Wagtail's panels, which know nothing of review."""
    panels[:] = [HomePanel()]


@hooks.register("construct_help_menu")
def help_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """No advertisements for Wagtail's releases, and nothing that leads out of the house."""
    outside = ("whats-new-in-wagtail", "editors-guide", "editor-guide")
    items[:] = [item for item in items if not item.name.startswith(outside)]
