"""What failed sign-ins lead to: after some, nobody signs in there for a while.

django-axes counts. Our handler differs from its own in two things. It keeps nothing of what was
typed: a name that is no account's is counted under a keyed digest, because people type passwords
into the wrong field. And it has three limits where axes has one: for a name from one address, for
a name from anywhere, for an address whatever the name.
"""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Max
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import ngettext

#: How many times the limit of a name from one address holds for each of AXES_LOCKOUT_PARAMETERS:
#: for that pair, for the name from anywhere, for the address whatever the name.
TIMES = (1, 4, 10)
NAME = "username"


class Counting(AxesDatabaseHandler):
    """Counts failures for django-axes."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """Give the worst of the three counts, each measured by its own limit."""
        counts = [
            sum(attempts.values_list("failures_since_start", flat=True))
            for attempts in self.get_user_attempts(request, credentials)
        ]
        return max(count // times for count, times in zip(counts, TIMES, strict=True))

    def user_login_failed(
        self,
        sender: Any,
        credentials: dict[str, Any],
        request: HttpRequest | None = None,
        **kwargs: Any,
    ) -> None:
        """Count one more; what is tried while nobody may sign in does not count."""
        if request is None:
            return
        self.clean_expired_user_attempts(request, credentials)
        if not request.axes_locked_out:  # type: ignore[attr-defined]
            self._count(request, counted_name(request, credentials))
            failures = self.get_failures(request, credentials)
            request.axes_locked_out = failures >= settings.AXES_FAILURE_LIMIT  # type: ignore[attr-defined]

    def reset_user_attempts(
        self, request: HttpRequest, credentials: dict[str, Any] | None = None
    ) -> int:
        """Forget the failures of whoever signed in, at this address and no other: what somebody
        else tries elsewhere, or under other names from here, goes on counting."""
        rows = AccessAttempt.objects.filter(
            username=counted_name(request, credentials),
            ip_address=request.axes_ip_address,  # type: ignore[attr-defined]
        )
        return int(rows.delete()[0])

    @staticmethod
    def _count(request: HttpRequest, name: str) -> None:
        with transaction.atomic():
            row, made = AccessAttempt.objects.select_for_update().get_or_create(
                username=name,
                ip_address=request.axes_ip_address,  # type: ignore[attr-defined]
                user_agent="",
                defaults={"failures_since_start": 1},
            )
            if not made:
                AccessAttempt.objects.filter(pk=row.pk).update(
                    failures_since_start=F("failures_since_start") + 1,
                    attempt_time=request.axes_attempt_time,  # type: ignore[attr-defined]
                )


def counted_name(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """Give the name that a failure counts under: that of the account, or a digest of what was
    typed. Both are locked alike, so that nobody learns which names exist."""
    typed = str((credentials or {}).get(NAME) or "")
    user = account_named(typed)
    if user is not None:
        return user.get_username()
    key = hashlib.sha256(f"sign-in {settings.SECRET_KEY}".encode()).digest()
    return "?" + hmac.new(key, typed.encode(errors="replace"), hashlib.sha256).hexdigest()


def account_named(typed: str) -> User | None:
    """Give the user whose name was typed, or None."""
    if "\x00" in typed:
        return None
    return get_user_model()._default_manager.filter(username=typed).first()


def opens_at(request: HttpRequest, typed: str) -> datetime:
    """Give the moment at which a sign-in can be tried again."""
    handler = AxesProxyHandler.get_implementation()
    latest = [
        found
        for attempts in handler.get_user_attempts(request, {NAME: typed})
        if (found := attempts.aggregate(latest=Max("attempt_time"))["latest"])
    ]
    return max(latest, default=timezone.now()) + settings.AXES_COOLOFF_TIME


def locked_until(username: str) -> datetime | None:
    """Give until when somebody can sign in nowhere, or not at some address; None when they can."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    rows = list(AccessAttempt.objects.filter(username=username, attempt_time__gte=since))
    everywhere = sum(row.failures_since_start for row in rows) // TIMES[1]
    worst = max([everywhere, *(row.failures_since_start for row in rows)])
    if worst < settings.AXES_FAILURE_LIMIT:
        return None
    moment: datetime = max(row.attempt_time for row in rows)
    return moment + settings.AXES_COOLOFF_TIME


def lift(username: str) -> int:
    """Forget the failures under a name, from everywhere; say how many addresses they came from."""
    return int(AxesProxyHandler.reset_attempts(username=username))


def forget_here(request: HttpRequest, username: str) -> None:
    """Forget the failures under a name from this address: the right proof came after them."""
    AxesProxyHandler.update_request(request)
    handler = AxesProxyHandler.get_implementation()
    handler.reset_user_attempts(request, {NAME: username})


def is_locked(request: HttpRequest) -> bool:
    """Say whether the last try of this request was refused for the failures before it."""
    return bool(getattr(request, "axes_locked_out", False))


def minutes_left(until: datetime) -> int:
    """Give how many whole minutes are left, at least one."""
    return max(1, -int((timezone.now() - until) // timedelta(minutes=1)))


def sentence(request: HttpRequest, typed: str) -> str:
    """Say that nobody can sign in here for a while, and until when."""
    until = opens_at(request, typed)
    minutes = minutes_left(until)
    text: str = ngettext(
        "Too many failed sign-ins. Try again in %(n)d minute, after %(time)s; a security "
        "administrator can let you in earlier.",
        "Too many failed sign-ins. Try again in %(n)d minutes, after %(time)s; a security "
        "administrator can let you in earlier.",
        minutes,
    )
    return text % {"n": minutes, "time": timezone.localtime(until).strftime("%H:%M:%S")}
