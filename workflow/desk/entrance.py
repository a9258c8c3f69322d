"""The sign-in. The page is Wagtail's; who may come in, and what is written down, is ours."""

from typing import Any

from django.conf import settings
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin.views.account import LoginView

from workflow.accounts import sessions

WHY: dict[str, str | Promise] = {
    sessions.IDLE: _("You were signed out because nothing happened for %(minutes)d minutes."),
    sessions.TOO_LONG: _("You were signed out because the session had lasted %(hours)d hours."),
    sessions.PASSWORD: _("The password is changed. Sign in with the new one."),
}


@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class SignInView(LoginView):
    """Name and password."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say why somebody was signed out, when that is why they are here."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        sentence = WHY.get(self.request.GET.get("why", ""))
        if sentence is not None:
            context["why"] = str(sentence) % {
                "minutes": settings.SANSHEN_IDLE_MINUTES,
                "hours": settings.SANSHEN_SESSION_HOURS,
            }
        return context
