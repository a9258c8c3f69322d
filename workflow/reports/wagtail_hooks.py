"""Puts the review sheets and the checks of the gate into Wagtail's admin."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from ledger import entries
from workflow import presence, queries
from workflow.reports.gate import READERS
from workflow.reports.views import EXPORTERS
from workflow.roles import Duty


class DutyItem(MenuItem):
    """Shown to those who hold one of some duties."""

    duties: frozenset[Duty] = frozenset()

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the duties that the person holds now."""
        who = presence.of(request)
        if who is None:
            return False
        moment = entries.now()
        return not queries.signer(who, moment).duties(moment).isdisjoint(self.duties)


class SheetsItem(DutyItem):
    """For those who may take the sheets of a period."""

    duties = frozenset(EXPORTERS)


class GateItem(DutyItem):
    """For those who may read what the check of the gate found."""

    duties = READERS


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


@hooks.register("register_admin_menu_item")
def gate_item() -> MenuItem:
    """The way to the checks of the gate."""
    return GateItem(_("Gate"), reverse_lazy("reports:gate"), "gate", icon_name="lock", order=47)
