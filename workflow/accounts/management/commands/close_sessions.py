"""Ends sessions whose time is over, and tells the audit log of failed sign-ins."""

from typing import Any

from django.core.management.base import BaseCommand

from workflow.accounts import failures, seen, sessions


class Command(BaseCommand):
    """Run by the schedule."""

    help = (
        "Ends the sessions that were idle or lasted too long, and writes the failed sign-ins of "
        "the hours that are over into the audit log, one entry an hour."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do both, and say how many."""
        seen.flush()
        hours = failures.tell()
        ended = sessions.close_expired()
        self.stdout.write(f"{ended} sessions ended; failed sign-ins of {hours} hours told.")
