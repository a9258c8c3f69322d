"""Who is signed in where, and how a session ends: by its owner, by an administrator, by time."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest

from ledger import entries
from ledger.broken import Broken
from ledger.keys import MissingKey
from workflow.accounts import address
from workflow.accounts.models import SignIn
from workflow.models import Account, Person
from workflow.presence import Presence, person_ref

log = logging.getLogger(__name__)

SIGNED_OUT, ENDED, IDLE, TOO_LONG = "signed_out", "ended", "idle", "too_long"
RESET, LOCKED, CLOSED, ROLE, PASSWORD = "reset", "locked", "closed", "role", "password"


def open_session(request: HttpRequest, user: User) -> None:
    """Write down that somebody signed in.

    A ledger that cannot be written lets them in all the same: somebody has to look after it, and
    nothing can be signed until then.
    """
    moment = entries.now()
    try:
        with transaction.atomic():
            entries.lock()
            SignIn.objects.update_or_create(
                session=request.session.session_key or "",
                defaults={
                    "user": user,
                    "began_at": moment,
                    "seen_at": moment,
                    "ended_at": None,
                    "why": "",
                    "address": address.client(request),
                    "browser": address.browser(request),
                },
            )
            _record("session:opened", user, {"from": address.client(request) or ""})
    except (Broken, MissingKey) as trouble:
        log.error("A sign-in of %s could not be recorded: %s", user.pk, trouble)


def close_session(request: HttpRequest, user: User) -> None:
    """Write down that somebody signed out."""
    row = SignIn.objects.filter(session=request.session.session_key or "", ended_at=None).first()
    if row is None:
        return
    try:
        with transaction.atomic():
            entries.lock()
            _end([row], SIGNED_OUT, entries.now())
            _record("session:closed", user, {"why": SIGNED_OUT})
    except (Broken, MissingKey) as trouble:
        log.error("A sign-out of %s could not be recorded: %s", user.pk, trouble)


@transaction.atomic
def end_all(
    person: Person, why: str, by: Presence | None, *, accounts: Iterable[Account] | None = None
) -> int:
    """End every session of a person, or of some of their accounts, but the one that asks.

    Whoever ends them writes an entry of their own when there was any. Give how many ended.
    """
    users = Account.objects.filter(person=person)
    if accounts is not None:
        users = users.filter(pk__in=[account.pk for account in accounts])
    rows = list(SignIn.objects.filter(user__in=users.values("user"), ended_at=None))
    return end([row for row in rows if by is None or row.session != by.session], why, person, by)


@transaction.atomic
def end(rows: list[SignIn], why: str, person: Person, by: Presence | None) -> int:
    """End these sessions of a person. Give how many."""
    if not rows:
        return 0
    entries.lock()
    _end(rows, why, entries.now())
    entries.append(
        "session:closed",
        person=by.ref if by else None,
        subject={"kind": "person", "uid": person.uid},
        detail={"sessions": len(rows), "why": why},
    )
    return len(rows)


def close_expired(moment: datetime | None = None) -> int:
    """End the sessions that were idle or lasted too long, with an entry for each. Give how many.

    Nobody gets in by such a session before either: `guard` looks at every request.
    """
    now = moment or entries.now()
    idle = Q(seen_at__lt=now - timedelta(minutes=settings.SANSHEN_IDLE_MINUTES))
    long = Q(began_at__lt=now - timedelta(hours=settings.SANSHEN_SESSION_HOURS))
    over = SignIn.objects.filter(idle | long, ended_at=None)
    if not over.exists():
        return 0
    with transaction.atomic():
        entries.lock()
        rows = list(over.select_related("user"))
        for row in rows:
            lasted = now - row.began_at >= timedelta(hours=settings.SANSHEN_SESSION_HOURS)
            why = TOO_LONG if lasted else IDLE
            _end([row], why, now)
            _record("session:closed", row.user, {"why": why})
    return len(rows)


def follow(before: str, request: HttpRequest) -> None:
    """Follow a session that got a new key, as it does with a new password."""
    now = request.session.session_key or ""
    SignIn.objects.filter(session=before, ended_at=None).update(session=now)


def of_person(person: Person) -> list[SignIn]:
    """Give the sessions of a person that last, the one last used first."""
    users = Account.objects.filter(person=person).values("user")
    return list(SignIn.objects.filter(user__in=users, ended_at=None).order_by("-seen_at"))


def _end(rows: list[SignIn], why: str, moment: datetime) -> None:
    Session.objects.filter(session_key__in=[row.session for row in rows]).delete()
    SignIn.objects.filter(pk__in=[row.pk for row in rows]).update(ended_at=moment, why=why)


def _record(tag: str, user: User, detail: dict[str, str]) -> None:
    account = Account.objects.select_related("person").filter(user_id=user.pk).first()
    person = person_ref(account.person) if account else None
    entries.append(
        tag,
        person=person,
        subject={"kind": "person", "uid": person["uid"]}
        if person
        else {"kind": "account", "uid": str(user.pk)},
        detail=detail,
    )
