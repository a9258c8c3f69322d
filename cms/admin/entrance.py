"""The form at the entrance: Wagtail's own, with its labels in the language of the house."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm


class EntranceForm(LoginForm):
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the password, which Wagtail leaves to the name of the field."""
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")
