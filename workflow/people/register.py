"""The register of people: entered, changed, closed. Nothing is ever deleted."""

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from ledger import entries
from workflow.accounts import sessions
from workflow.models import Account, Person
from workflow.people.accounts import lock
from workflow.people.acting import record, require_administrator
from workflow.presence import Presence, person_ref
from workflow.refusals import Refused, refusal
from workflow.signals import account_changed

#: Said wherever somebody is entered.
INCOMPLETE = _("A person has a personal number and a name.")


@transaction.atomic
def create_person(
    presence: Presence | None, *, number: str, name: str, post: str = "", department: str = ""
) -> Person:
    """Enter a natural person. The personal number is theirs alone: one number, one person.

    `presence` is None in the ceremony only.
    """
    entries.lock()
    require_administrator(presence)
    number = number.strip()
    if not number or not name.strip():
        raise Refused([refusal("person_incomplete", INCOMPLETE)])
    known = Person.objects.filter(number=number).first()
    if known is not None:
        raise Refused(
            [
                refusal(
                    "number_taken",
                    _(
                        "The personal number {number} belongs to {name}. Two accounts of one "
                        "person "
                        "belong under one number."
                    ),
                    number=number,
                    name=known.name,
                )
            ]
        )
    person = Person.objects.create(
        number=number, name=name.strip(), post=post.strip(), department=department.strip()
    )
    record("person:created", presence, person, {"number": number})
    return person


@transaction.atomic
def change_person(presence: Presence, person: Person, **columns: str) -> Person:
    """Change name, post or department. What was signed keeps the name it was signed with.

    Raises:
        Refused: also when something else is to be changed; the number and the uid never change.
    """
    entries.lock()
    require_administrator(presence)
    if not set(columns) <= {"name", "post", "department"}:
        raise Refused(
            [
                refusal(
                    "identity_stays",
                    _("Only name, post and department of a person can be changed."),
                )
            ]
        )
    row = Person.objects.get(pk=person.pk)
    for column, value in columns.items():
        setattr(row, column, value.strip())
    row.save(update_fields=list(columns), force_update=True)
    for account in row.accounts.select_related("user"):
        account.user.save(update_fields=["first_name", "last_name"])
    record("person:changed", presence, row, {"fields": ",".join(sorted(columns))})
    return row


@transaction.atomic
def close_person(presence: Presence, person: Person) -> Person:
    """Close a person who has left: every account is locked, nothing is deleted."""
    entries.lock()
    require_administrator(presence)
    row = Person.objects.get(pk=person.pk)
    row.closed_at = entries.now()
    row.save(update_fields=["closed_at"], force_update=True)
    for account in row.accounts.select_related("user"):
        lock(account.user)
    sessions.end_all(row, sessions.CLOSED, presence)
    record("person:closed", presence, row, {})
    account_changed.send(Person, person=row.uid)
    return row


@receiver(pre_save, sender=settings.AUTH_USER_MODEL, dispatch_uid="workflow.people.named")
def show_the_name(sender: object, instance: User, **kwargs: object) -> None:
    """Let an account show the name of its person, whoever saves it: who it is, the register says
    and not the account."""
    wanted = kwargs.get("update_fields")
    if instance.pk is None or (wanted is not None and "first_name" not in wanted):  # type: ignore[operator]
        return
    account = Account.objects.select_related("person").filter(user_id=instance.pk).first()
    if account is not None:
        instance.first_name, instance.last_name = account.person.name, ""


def by_number(number: str) -> dict[str, str] | None:
    """Give ``{"uid", "name"}`` of the person with a personal number who is still here, or None."""
    person = Person.objects.filter(number=number, closed_at=None).first()
    return None if person is None else person_ref(person)
