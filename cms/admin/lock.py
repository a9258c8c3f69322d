"""A page under review is changed by nobody."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.locks import BaseLock


class UnderReviewLock(BaseLock):
    """Locks the editor for everybody, a superuser included."""

    def for_user(self, user: Any) -> bool:
        """Hold for everybody."""
        return True

    def get_message(self, user: Any) -> SafeString:
        """Say what is frozen and what to do."""
        return format_html(
            _("<b>“{}” is under review</b>, its content is frozen. Recall it to change it."),
            self.object.get_admin_display_title(),
        )

    def get_icon(self, user: Any) -> str:
        """Show a lock."""
        return "lock"

    def get_locked_by(self, user: Any) -> str:
        """Name the reason where Wagtail names a person."""
        return _("Under review")

    def get_description(self, user: Any) -> str:
        """Say it once more, for the side panel."""
        return _("Nobody can change a page while it is under review.")
