"""`manage.py resync_mirror`: sets what editors see of the public state anew, from the releases."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.mirror import mirror
from workflow.models import PageReview


class Command(BaseCommand):
    """Changes nothing that the public sees."""

    help = "Sets the editors' view of what is public anew, from the releases."

    def handle(self, *args: Any, **options: Any) -> None:
        """Mirror every page."""
        uids = PageReview.objects.values_list("uid", flat=True)
        for uid in uids:
            mirror(uid, timezone.now())
        self.stdout.write(_("%(count)d pages mirrored.") % {"count": len(uids)})
