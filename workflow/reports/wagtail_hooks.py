"""Puts the reports into Wagtail's admin."""

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from workflow import presence
from workflow.reports import flow, gate, proofreading
from workflow.reports.answers import held
from workflow.reports.views import EXPORTERS
from workflow.roles import Duty


class ReportItem(MenuItem):
    """Shown to those who may read a report."""

    def __init__(self, *args: Any, readers: Collection[Duty], **kwargs: Any) -> None:
        """Keep whose it is."""
        super().__init__(*args, **kwargs)
        self.readers = frozenset(readers)

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the duties that the person holds now, once a request."""
        kept: frozenset[Duty] | None = getattr(request, "_sanshen_duties", None)
        if kept is None:
            who = presence.of(request)
            kept = held(who) if who else frozenset()
            request._sanshen_duties = kept  # type: ignore[attr-defined]
        return bool(kept & self.readers)


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    """Mount the addresses behind the sign-in."""
    return [path("", include("workflow.reports.urls"))]


@hooks.register("register_admin_menu_item")
def sheets_item() -> MenuItem:
    """The way to the sheets."""
    return ReportItem(
        _("Review sheets"),
        reverse_lazy("reports:sheets"),
        "sheets",
        icon_name="doc-full",
        order=45,
        readers=EXPORTERS,
    )


@hooks.register("register_admin_menu_item")
def findings_item() -> MenuItem:
    """The way to the report on findings."""
    return ReportItem(
        _("Findings of proofreading"),
        reverse_lazy("reports:findings"),
        "findings",
        icon_name="tick-inverse",
        order=47,
        readers=proofreading.READERS,
    )


@hooks.register("register_admin_menu_item")
def flow_item() -> MenuItem:
    """The way to the turnaround."""
    return ReportItem(
        _("Turnaround"),
        reverse_lazy("reports:flow"),
        "turnaround",
        icon_name="history",
        order=46,
        readers=flow.READERS,
    )


@hooks.register("register_admin_menu_item")
def gate_item() -> MenuItem:
    """The way to the checks of the gate."""
    return ReportItem(
        _("Gate"),
        reverse_lazy("reports:gate"),
        "gate",
        icon_name="lock",
        order=47,
        readers=gate.READERS,
    )
