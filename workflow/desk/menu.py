"""Menu items of the desk. They only point; every page asks for itself who may read it."""

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

from workflow import presence
from workflow.desk import admission
from workflow.roles import Duty


class PersonItem(MenuItem):
    """Shown to everybody who is a person here."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it unless the account belongs to nobody."""
        return presence.of(request) is not None


class DutyItem(MenuItem):
    """Shown to people with one of some duties."""

    duties: frozenset[Duty] = frozenset()

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those whose screen it opens."""
        who = presence.of(request)
        return who is not None and bool(admission.held(who) & self.duties)


class AdministratorsItem(DutyItem):
    """Shown to the three administrators."""

    duties = admission.ADMINS


class AuditorsItem(DutyItem):
    """Shown to the audit administrator."""

    duties = admission.AUDITORS
