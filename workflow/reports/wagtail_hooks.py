"""Puts the review sheets into Wagtail's admin."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from ledger import entries
from workflow import presence, queries
from workflow.reports.views import EXPORTERS


class SheetsItem(MenuItem):
    """Shown to those who may take the sheets of a period."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the duties that the person holds now."""
        who = presence.of(request)
        if who is None:
            return False
        moment = entries.now()
        return not queries.signer(who, moment).duties(moment).isdisjoint(EXPORTERS)


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    """Mount the addresses behind the sign-in."""
    return [path("", include("workflow.reports.urls"))]


@hooks.register("register_admin_menu_item")
def sheets_item() -> MenuItem:
    """The way to the sheets."""
    return SheetsItem(
        _("Review sheets"), reverse_lazy("reports:sheets"), "sheets", icon_name="doc-full", order=45
    )
