"""Signals of the ledger. All are sent inside the transaction that they report."""

from django.dispatch import Signal

# Arguments: releases, the list of rows just appended, in order of their sequence.
released = Signal()

# Arguments: erasure, the row of the order; subject, the digest that is gone.
erased = Signal()
