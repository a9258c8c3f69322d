"""The form at the entrance: Wagtail's own, with its labels in the language of the house."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm

from workflow.accounts import lockout


class EntranceForm(LoginForm):
    """User name and password. Nobody stays signed in beyond the hours of a session."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the password, which Wagtail leaves to the name of the field."""
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")
        self.fields.pop("remember", None)

    def get_invalid_login_error(self) -> ValidationError:
        """Say the same for a wrong name and a wrong password; and when to try again, once there
        were too many of either."""
        if not lockout.is_locked(self.request):
            sentence = gettext(
                "User name and password do not belong together. Mind capital letters; "
                "after several failures nobody can sign in here for a while."
            )
            return ValidationError(sentence, code="invalid_login")
        typed = self.cleaned_data.get("username") or ""
        return ValidationError(lockout.sentence(self.request, typed), code="locked")
