"""The entry that says that everything was verified, with what result."""

from django.db import transaction

from ledger import entries, head, keys
from ledger.broken import Broken
from ledger.models import AuditEntry
from ledger.verify.report import Report

_LONGEST = 255


def enter(report: Report) -> bool:
    """Enter a run and its result; False where nothing can be signed now.

    A chain that is broken takes no entry, and the report says so by itself.
    """
    if not keys.can_sign() or not AuditEntry.objects.exists():
        return False
    try:
        with transaction.atomic():
            entries.lock()
            found = head.check()
            first = report.problems[0] if report.problems else None
            entries.append(
                "verification:run",
                person=None,
                detail={
                    "ok": report.ok,
                    "rows": report.rows,
                    "problems": len(report.problems) + report.more,
                    "first": f"{first.place}: {first.sentence}"[:_LONGEST] if first else "",
                    "entry": found.entry,
                    "entry_digest": found.entry_digest,
                    "release": found.release,
                },
            )
    except (Broken, keys.MissingKey):
        return False
    return True
