"""Which signal of one package reaches which function of another.

The packages do not know each other (see the layers in `pyproject.toml`); here they meet. What must
not be lost when the process dies is connected inside the transaction of the release: the signal is
sent before the commit and its receivers write rows. What may be late waits for the commit.

What reaches the editing side (the mirror of `live`, permissions) is connected by `cms` itself,
so that a public process never imports it.
"""

from typing import Any

from django.db import transaction

from ledger import signals
from portal import follow, patrol, records


def connect() -> None:
    """Connect the signals; called once, when every application is loaded."""
    signals.released.connect(follow_and_drain, dispatch_uid="released")
    signals.erased.connect(patrol.erased, dispatch_uid="erased")


def follow_and_drain(sender: Any, releases: list[Any], **kwargs: Any) -> None:
    """Advance the public projections, which queue their search rows, in the transaction."""
    follow.advance(releases)
    transaction.on_commit(drain_outbox, robust=True)


def drain_outbox() -> None:
    """Bring the search engine up to date; what fails stays in the outbox for the next drain."""
    records.drain_at_once()
