"""Wagtail's groups follow appointments: who drafts may open the editor, everybody the desk.

A group only opens doors inside the workspace. In which section somebody drafts, and until when, is
asked at every request (`tester`).
"""

from typing import Any

from django.contrib.auth import user_logged_in
from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from workflow.models import Account, Appointment, Person
from workflow.roles import Duty
from workflow.signals import account_changed, appointment_changed

EVERYBODY = "三审：登录"
DRAFTERS = "三审：拟稿"
SYSTEM = "三审：系统管理"
_ACCESS = ("wagtailadmin", "access_admin")
_PAGES = ("add_page", "change_page")
_FILES = (
    ("wagtailimages", "add_image"),
    ("wagtailimages", "change_image"),
    ("wagtailimages", "choose_image"),
    ("wagtaildocs", "add_document"),
    ("wagtaildocs", "change_document"),
    ("wagtaildocs", "choose_document"),
)
_ACCOUNTS = (("auth", "add_user"), ("auth", "change_user"))


def sync(person: Person) -> None:
    """Put the accounts of a person into the groups that their appointments call for."""
    duties = set(_duties(person.uid))
    wanted = {EVERYBODY: True, DRAFTERS: Duty.DRAFT in duties, SYSTEM: Duty.SYSTEM in duties}
    accounts = Account.objects.filter(person=person).select_related("user")
    for account in accounts.prefetch_related("user__groups"):
        held = {group.name: group for group in account.user.groups.all()}
        for name, belongs in wanted.items():
            belongs = belongs and person.closed_at is None
            if belongs and name not in held:
                account.user.groups.add(_group(name))
            elif not belongs and name in held:
                account.user.groups.remove(held[name])


@receiver(appointment_changed, dispatch_uid="cms.admin.groups.appointment")
@receiver(account_changed, dispatch_uid="cms.admin.groups.account")
def follow(sender: Any, person: Any, **kwargs: Any) -> None:
    """Follow a change of appointments or accounts, in its own transaction."""
    uid = person.uid if isinstance(person, Person) else person
    for row in Person.objects.filter(uid=uid):
        sync(row)


@receiver(user_logged_in, dispatch_uid="cms.admin.groups.signed_in")
def signed_in(sender: Any, user: Any, **kwargs: Any) -> None:
    """Follow once more when somebody signs in: an appointment may have begun or ended by itself."""
    for row in Person.objects.filter(accounts__user_id=user.pk):
        sync(row)


def _duties(uid: str) -> Any:
    """Give the duties a person has or will have: confirmed, not revoked, not over."""
    proposed = Appointment.objects.filter(person=uid, act=Appointment.PROPOSED).filter(
        Q(until__isnull=True) | Q(until__gt=timezone.now())
    )
    confirmed = Appointment.objects.filter(act=Appointment.CONFIRMED).values("uid")
    revoked = Appointment.objects.filter(act=Appointment.REVOKED).values("uid")
    rows = proposed.filter(uid__in=confirmed).exclude(uid__in=revoked)
    return rows.values_list("duty", flat=True)


def _group(name: str) -> Group:
    """Give a group with exactly its rights; made when it is first needed."""
    group, made = Group.objects.get_or_create(name=name)
    if made:
        group.permissions.add(_permission(*_ACCESS))
    if made and name == SYSTEM:
        group.permissions.add(*(_permission(*pair) for pair in _ACCOUNTS))
    if made and name == DRAFTERS:
        for codename in _PAGES:
            permission = _permission("wagtailcore", codename)
            GroupPagePermission.objects.get_or_create(
                group=group, page=Page.get_first_root_node(), permission=permission
            )
        for pair in _FILES:
            GroupCollectionPermission.objects.get_or_create(
                group=group,
                collection=Collection.get_first_root_node(),
                permission=_permission(*pair),
            )
    return group


def _permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)
