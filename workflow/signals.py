"""What others can listen to. Sent inside the transaction of the act, after its audit entry.

A receiver that writes rows is part of the act; what may be late belongs in `on_commit`. What was
released is told by `ledger.signals.released`.
"""

from django.dispatch import Signal

submitted = Signal()
"""Arguments: `submission`, `presence`."""

decided = Signal()
"""Arguments: `opinion`, `submission`, `presence`."""

handed_over = Signal()
"""Arguments: `handover`, `submission`, `presence`."""

recalled = Signal()
"""Arguments: `submission`, `presence`."""

withdrawn = Signal()
"""Arguments: `release`, `review`, `presence`."""

state_changed = Signal()
"""Arguments: `reviews`: the working copies whose state was moved."""

appointment_changed = Signal()
"""Arguments: `person`: the uid of whoever was appointed or whose appointment was revoked."""

account_changed = Signal()
"""Arguments: `person`: the uid of whoever got, lost or changed an account."""

lists_changed = Signal()
"""Arguments: `kind`: the list of the unit of which another version is in force."""
