"""A town of a few items, and whether what is public of it is found."""

import time
from collections.abc import Callable
from typing import TypeVar

from config import wiring
from portal.equality import compare, differences
from portal.models import PublicItem
from portal.records import search_record
from search import outbox
from search.engine import SearchAway, get_engine
from tests import evidence
from tests.portal.town import article, open_town

Answer = TypeVar("Answer")

#: Every so manieth act takes a page away, and brings another text of one that is there.
_WITHDRAWN, _CHANGED = 4, 3
#: Seconds in which a server that is busy must have answered.
_PATIENCE = 60.0


class Found:
    """The town, and what happens in it."""

    def __init__(self) -> None:
        """Open it."""
        evidence.begin()
        open_town()
        wiring.drain_outbox()
        self._acts = 0

    def released_and_applied(self, name: str) -> Callable[[], None]:
        """Give the work of a release, from its first step until its item is in the index."""
        self._acts += 1
        act = self._acts

        def work() -> None:
            get_engine.cache_clear()
            self._act(name, act)

        return work

    def only_release(self, name: str) -> None:
        """Release, and let nobody tell the index."""
        self._acts += 1
        drain = wiring.drain_outbox
        wiring.drain_outbox = lambda: None
        try:
            self._act(name, self._acts)
        finally:
            wiring.drain_outbox = drain
        assert outbox.pending() > 0

    def applied(self) -> None:
        """Apply what waits, as a new process."""
        get_engine.cache_clear()
        _patiently(lambda: outbox.drain(search_record))

    def nothing_waits(self) -> bool:
        """Say whether the index knows everything."""
        return outbox.pending() == 0

    def look(self) -> None:
        """Go on as the next process does: what waits is applied, and nothing is missing."""
        self.applied()
        assert outbox.pending() == 0
        assert _patiently(lambda: compare(by_title=False)) == []
        health = get_engine().health()
        assert health.ok, health.problem

    def look_closely(self) -> None:
        """Look every item up by its title."""
        assert _patiently(compare) == []
        assert _patiently(differences) == []

    def _act(self, name: str, act: int) -> None:
        public = PublicItem.objects.filter(kind="article", sequence__isnull=False)
        uids = list(public.order_by("ordinal").values_list("uid", flat=True))
        if act % _WITHDRAWN == 0 and uids:
            evidence.withdraw(uids[0])
        elif act % _CHANGED == 0 and uids:
            (changed,) = public.filter(uid=uids[-1])
            newest = search_record(changed.uid)
            assert newest is not None
            evidence.release_pages([article(newest.title, text=f"改为{name}号通知。")])
        else:
            evidence.release_pages([article(f"{name}号公告", text=f"{name}号路段恢复通行。")])


def _patiently(work: Callable[[], Answer]) -> Answer:
    """Ask a server again that is busy."""
    patience = time.monotonic() + _PATIENCE
    while True:
        try:
            return work()
        except SearchAway:
            if time.monotonic() > patience:
                raise
            time.sleep(0.1)
