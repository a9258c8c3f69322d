"""Which signal of one package reaches which function of another.

The packages do not know each other (see the layers in `pyproject.toml`); here they meet. What must
not be lost when the process dies is connected inside the transaction of the release: the signal is
sent before the commit and its receivers write rows. What may be late waits for the commit.

What reaches the editing side (the mirror of `live`, permissions) is connected by `cms` itself,
so that a public process never imports it.
"""

import logging
from typing import Any

from django.db import transaction

from ledger import releases, signals
from portal import follow, records
from search import outbox

log = logging.getLogger("sanshen.wiring")


def connect() -> None:
    """Connect the signals; called once, when every application is loaded."""
    signals.released.connect(follow_and_enqueue, dispatch_uid="portal-and-search")


def follow_and_enqueue(sender: Any, releases: list[Any], **kwargs: Any) -> None:
    """Advance the public projections and queue the search rows, in the release's transaction."""
    follow.advance(releases)
    for header in map(read_header, releases):
        outbox.enqueue(header.page, header.sequence)
    transaction.on_commit(drain_outbox, robust=True)


read_header = releases.header


def drain_outbox() -> None:
    """Bring the search engine up to date; what fails stays in the outbox for the next drain."""
    outbox.drain(records.search_record)
