"""The sign-in. The page is Wagtail's; who may come in, and what is written down, is ours."""

from datetime import timedelta
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.signals import user_login_failed
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin.views.account import LoginView

from workflow.accounts import factors, lockout, sessions
from workflow.desk import refusing
from workflow.models import Account
from workflow.refusals import Refusal

#: Where the session keeps who has typed the right password and not yet a code.
WAITING = "sanshen_waiting"
PATIENCE = timedelta(minutes=5)
BACKEND = "django.contrib.auth.backends.ModelBackend"

WHY: dict[str, str | Promise] = {
    sessions.IDLE: _("You were signed out because nothing happened for %(minutes)d minutes."),
    sessions.TOO_LONG: _("You were signed out because the session had lasted %(hours)d hours."),
    sessions.PASSWORD: _("The password is changed. Sign in with the new one."),
}


@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class SignInView(LoginView):
    """Name and password; whoever has a second factor is asked for that next."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Let somebody in, or ask for the code."""
        user = form.get_user()  # type: ignore[attr-defined]
        rows = Account.objects.select_related("credential")
        account = rows.filter(user=user).first()
        if account is None or not factors.is_enrolled(account):
            return super().form_valid(form)  # type: ignore[no-any-return]
        self.request.session[WAITING] = {
            "user": user.pk,
            "at": timezone.now().isoformat(),
            "hash": user.get_session_auth_hash(),
            "next": self.get_success_url(),
        }
        return HttpResponseRedirect(reverse("sanshen_code"))

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


class CodeView(View):
    """The second factor of whoever has typed the right password a moment ago."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send everybody else to the beginning."""
        waiting = request.session.get(WAITING, {})
        self.account = _waiting(waiting)
        if self.account is None:
            return HttpResponseRedirect(reverse("wagtailadmin_login"))
        self.next = str(waiting.get("next") or reverse("wagtailadmin_home"))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the code."""
        return self._page(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take a code, or a recovery code. A wrong one counts as a failed sign-in."""
        account = self.account
        assert account is not None
        user = account.user
        if not AxesProxyHandler.is_allowed(request, {"username": user.get_username()}):
            request.axes_locked_out = True
            return self._page(request, lockout.sentence(request, user.get_username()))
        code = request.POST.get("code", "")[:20]
        if factors.check(account, code) or factors.recover(account, code):
            del request.session[WAITING]
            login(request, user, backend=BACKEND)
            request.session.set_expiry(0)
            return HttpResponseRedirect(self.next)
        user_login_failed.send(
            sender=type(self), credentials={"username": user.get_username()}, request=request
        )
        if lockout.is_locked(request):
            return self._page(request, lockout.sentence(request, user.get_username()))
        return self._page(
            request, _("This code does not fit, or was used already. Wait for the next one.")
        )

    def _page(self, request: HttpRequest, sentence: str | Promise = "") -> HttpResponse:
        context = refusing.card([Refusal("wrong_code", sentence)]) if sentence else {}
        context["refusal_ways"] = []
        response = render(request, "desk/code.html", context, status=403 if sentence else 200)
        response.headers["Content-Security-Policy"] = settings.SANSHEN_DESK_POLICY
        return response


def _waiting(kept: dict[str, Any]) -> Account | None:
    """Give the account that waits for its code, unless it took too long or changed meanwhile."""
    moment = parse_datetime(str(kept.get("at", "")))
    if moment is None or timezone.now() - moment > PATIENCE:
        return None
    rows = Account.objects.select_related("person", "user", "credential")
    account = rows.filter(user_id=kept.get("user"), user__is_active=True).first()
    if account is None or kept.get("hash") != account.user.get_session_auth_hash():
        return None
    return account
