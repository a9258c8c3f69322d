"""`manage.py send_notices`: what is overdue, the digests of the day, and mail that failed."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from workflow.notices import mail, receivers


class Command(BaseCommand):
    """For a timer, every few minutes. Run twice, it tells nobody anything twice."""

    help = "Tells reviewers what is overdue and sends all mail that is due."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write what is overdue, then send until nothing is due or the server fails."""
        late = receivers.overdue()
        sent = failed = 0
        while not failed:
            more, failed = mail.send_due()
            sent += more
            if not more:
                break
        words = _("Overdue stages: %(late)d. Mails sent: %(sent)d, failed: %(failed)d.")
        self.stdout.write(words % {"late": late, "sent": sent, "failed": failed})
