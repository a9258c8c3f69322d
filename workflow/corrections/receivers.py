"""After a release the tasks of its pages are looked at again, outside of its transaction."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver

from ledger import releases as chain
from ledger import signals
from ledger.models import Release
from workflow.corrections.closing import settle
from workflow.corrections.models import Task


@receiver(signals.released, dispatch_uid="workflow.corrections.released")
def released(releases: list[Release], **kwargs: Any) -> None:
    """Close what the release put right."""
    pages = {chain.header(row).page for row in releases}
    if Task.objects.filter(page__in=pages, closed_at=None).exists():
        transaction.on_commit(lambda: settle(pages), robust=True)
