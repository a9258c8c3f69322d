"""Menu items of the desk. They only point; every page asks for itself who may read it."""

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem as LinkMenuItemComponent

from workflow import presence
from workflow.desk import admission, corrections, notices
from workflow.roles import Duty

MOST = "99+"


class PersonItem(MenuItem):
    """Shown to everybody who is a person here."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it unless the account belongs to nobody."""
        return presence.of(request) is not None


class NoticesItem(PersonItem):
    """The bell; it carries the number of what was not read."""

    def render_component(self, request: HttpRequest) -> LinkMenuItemComponent:
        """Say how many there are. Items are kept for all requests, so nothing is written to it."""
        component = super().render_component(request)
        who = presence.of(request)
        number = notices.unread(who) if who else 0
        if number:
            component.attrs = {**component.attrs, "data-dk-count": MOST if number > 99 else number}
        return component


class CorrectionsItem(PersonItem):
    """Shown to whom a correction task concerns; it carries the number of open ones."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it when there is something to do."""
        return corrections.number(request, presence.of(request)) > 0

    def render_component(self, request: HttpRequest) -> LinkMenuItemComponent:
        """Say how many there are."""
        component = super().render_component(request)
        who = presence.of(request)
        number = corrections.number(request, who)
        if number:
            component.attrs = {**component.attrs, "data-dk-count": MOST if number > 99 else number}
        return component


class DutyItem(MenuItem):
    """Shown to people with one of some duties."""

    duties: frozenset[Duty] = frozenset()

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those whose screen it opens."""
        return bool(_held(request) & self.duties)


class AdministratorsItem(DutyItem):
    """Shown to the three administrators."""

    duties = admission.ADMINS


class ListsItem(DutyItem):
    """Shown to those who keep the lists for proofreading, and to the audit administrator."""

    duties = frozenset({Duty.SECURITY, Duty.FINAL, Duty.AUDIT})


class AuditorsItem(DutyItem):
    """Shown to the audit administrator."""

    duties = admission.AUDITORS


def _held(request: HttpRequest) -> frozenset[Duty]:
    """Give the duties of whoever asks, looked up once for all items of one page."""
    kept: frozenset[Duty] | None = getattr(request, "_sanshen_duties", None)
    if kept is None:
        who = presence.of(request)
        kept = admission.held(who) if who else frozenset()
        request._sanshen_duties = kept  # type: ignore[attr-defined]
    return kept
