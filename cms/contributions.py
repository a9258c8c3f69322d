"""Who put a hand to a page: written at every save, so that nobody reviews their own work.

A revision that no known person saved has no contribution, and freezing refuses it: what nobody
answers for is not submitted.
"""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, ReferenceIndex, Revision

from ledger import canonical
from workflow import commands
from workflow.models import Account, Contribution, PageReview, Person

SAVED, REVERTED, COPIED, MOVED, IMPORTED, ASSET = (
    "saved", "reverted", "copied", "moved", "imported", "asset",
)  # fmt: skip


def person_of(user: Any) -> Person | None:
    """Give the natural person behind an account, or None where nobody is known."""
    if user is None or user.pk is None:
        return None
    account = Account.objects.select_related("person").filter(user_id=user.pk).first()
    return account.person if account else None


def current_person() -> Person | None:
    """Give the person whose request this is; None in a command or a script."""
    return person_of(get_active_log_context().user)


def name_of(revision: Revision) -> str:
    """Name exactly one state of a revision: autosave rewrites the row and moves its time."""
    return f"{revision.pk}@{canonical.time_text(revision.created_at)}"


def record(page: Page, person: Person | None, act: str, revision: str = "") -> None:
    """Write that a person put a hand to a page, when it has a review and the person is known."""
    review = PageReview.objects.filter(page_id=page.pk).first()
    if review is not None and person is not None:
        commands.contribute(person, review, act, revision)


def take_over(source: Page, copy: Page, copier: Person | None) -> None:
    """Let everybody who answers for a page answer for its copy too.

    Wagtail copies the old revisions as well; who copied answers for them.
    """
    review = PageReview.objects.filter(page_id=copy.pk).first()
    if review is None:
        return
    uids = (
        Contribution.objects.filter(review__page_id=source.pk)
        .values_list("person", flat=True)
        .distinct()
    )
    for person in Person.objects.filter(uid__in=uids).order_by("uid"):
        commands.contribute(person, review, COPIED, "")
    for revision in copy.revisions.all():
        if copier is not None and not answered(review, revision):
            commands.contribute(copier, review, COPIED, name_of(revision))


def answered(review: PageReview, revision: Revision) -> bool:
    """Say whether somebody answers for this very state of a revision."""
    return Contribution.objects.filter(review=review, revision=name_of(revision)).exists()


@receiver(post_save, sender="wagtailimages.Image", dispatch_uid="cms.image_changed")
@receiver(post_save, sender="wagtaildocs.Document", dispatch_uid="cms.document_changed")
def file_changed(instance: Any, created: bool, **kwargs: Any) -> None:
    """Write a contribution to every page that uses a picture or document somebody changed."""
    if created:
        return
    person = current_person()
    if person is None:
        return
    for reference, _fields in ReferenceIndex.get_grouped_references_to(instance):
        if isinstance(reference, Page):
            record(reference, person, ASSET)
