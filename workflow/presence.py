"""Who is acting: a person with a session, not a user object."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from workflow.models import Account, Person

PROVEN_AT = "sanshen_proven_at"


@dataclass(frozen=True)
class Presence:
    """A person at work: by which account, in which session, and when they last proved it.

    Commands look the person and the account up again; nothing here is believed but the names.
    """

    person: Person
    account_id: int | None
    session: str
    proven_at: datetime

    @property
    def ref(self) -> dict[str, str]:
        """The person as statements name them."""
        return person_ref(self.person)


def person_ref(person: Person) -> dict[str, str]:
    """Give a person as statements name them: uid and name, copied."""
    return {"uid": person.uid, "name": person.name}


def of(request: HttpRequest) -> Presence | None:
    """Give the presence of whoever sent a request, or None.

    Nobody is there when the account is locked, belongs to no person, or the person is closed. The
    user's rights do not matter.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not user.is_active:
        return None
    account = account_of(request)
    if account is None or account.person.closed_at is not None:
        return None
    return Presence(
        person=account.person,
        account_id=account.pk,
        session=request.session.session_key or "",
        proven_at=proven_at(request),
    )


def proven_at(request: HttpRequest) -> datetime:
    """Give when the owner of a session last proved who they are; without any proof, long ago."""
    proven = request.session.get(PROVEN_AT)
    # A session from before this was kept: the last sign-in is the last proof.
    found = datetime.fromisoformat(proven) if proven else getattr(request.user, "last_login", None)
    return found or datetime.fromtimestamp(0, UTC)


def account_of(request: HttpRequest) -> Account | None:
    """Give the account of whoever sent a request, or None; looked up once for each request, because
    menu, panels and view all ask."""
    user = request.user.pk
    kept: tuple[int, Account | None] | None = getattr(request, "_sanshen_account", None)
    if kept is None or kept[0] != user:
        kept = (
            user,
            Account.objects.select_related("person", "credential").filter(user_id=user).first(),
        )
        request._sanshen_account = kept  # type: ignore[attr-defined]
    return kept[1]


@receiver(user_logged_in, dispatch_uid="workflow.presence.prove")
def prove(sender: object, request: HttpRequest | None, **kwargs: object) -> None:
    """Write into the session when its owner proved who they are."""
    if request is not None and hasattr(request, "session"):
        request.session[PROVEN_AT] = datetime.now(UTC).isoformat()
