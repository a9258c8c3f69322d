"""Wagtail's `live`, set after a release for editors' eyes only. Nothing public reads it.

Only columns are set, no content: a draft stays a draft, and a mirror that fails never fails a
release. `manage.py resync_mirror` sets everything again.
"""

import logging
from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page

from ledger import releases, status
from ledger.signals import released
from ledger.status import PublicStatus
from workflow.models import PageReview

logger = logging.getLogger(__name__)


@receiver(released, dispatch_uid="cms.mirror.follow")
def follow(sender: Any, **kwargs: Any) -> None:
    """Mirror the pages of these releases once they are committed."""
    uids = [releases.header(release).page for release in kwargs["releases"]]
    transaction.on_commit(lambda: _quietly(uids), robust=True)


def mirror(uid: str, now: datetime) -> None:
    """Set the mirror of one page from its releases."""
    review = PageReview.objects.filter(uid=uid).first()
    if review is None:
        return
    headers = [releases.header(release) for release in releases.of_page(uid)]
    public = status.status(headers, now) is PublicStatus.PUBLIC
    page = Page.objects.filter(pk=review.page_id)
    if not public:
        page.update(live=False, live_revision=None)
        return
    page.update(
        live=True,
        first_published_at=Coalesce("first_published_at", Value(now)),
        last_published_at=now,
        has_unpublished_changes=False,
    )


def _quietly(uids: list[str]) -> None:
    for uid in uids:
        try:
            mirror(uid, timezone.now())
        except DatabaseError:
            logger.exception("The editors' mirror of %s was not set; run resync_mirror.", uid)
