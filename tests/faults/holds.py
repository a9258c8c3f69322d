"""What must hold whenever a process has died: for the record, for the public, for the search."""

import re
import shutil
from collections.abc import Iterable

from django.conf import settings
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from wagtail.models import Page

from ledger import followed, keys, verify
from ledger.status import PublicStatus
from ledger.verify import single
from portal import follow, records
from portal.equality import differences
from portal.front import Front
from portal.models import Alarm, Listing, PublicAddress, PublicAsset, PublicItem
from search import outbox
from tests.faults import work
from tests.faults.work import visit

STANDING = ("/", "/yaowen/", "/gonggao/", "/feed.xml", "/gonggao/feed.xml", "/sitemap-1.xml")
_ANSWERS = {
    PublicStatus.NEVER: 404,
    PublicStatus.PUBLIC: 200,
    PublicStatus.WITHDRAWN: 410,
}
_PROJECTIONS = (PublicItem, Listing, PublicAddress, PublicAsset)


def start_again() -> Front:
    """Start as a new process would: nothing in memory, what lies on the disk as it was left."""
    for forget in (keys.forget, single.forget, followed.forget, cache.clear):
        forget()
    front = Front(WSGIHandler(), watching=False)
    front.watch.look()
    return front


def check(pages: Iterable[Page]) -> Front:
    """Look at everything; the front that it gives has a process that just began."""
    front = start_again()
    report = verify.ledger()
    assert report.ok, report.problems
    assert not Alarm.objects.exists(), list(Alarm.objects.values_list("code", "sentence"))
    addresses = list(STANDING)
    for page in pages:
        addresses += _check_page(front, page)
    _check_bytes(front, addresses)
    _check_search()
    return start_again()


def check_projections() -> None:
    """Made again from the releases, the projections are what they were."""
    before = _projections()
    follow.rebuild()
    assert _projections() == before


def _check_page(front: Front, page: Page) -> list[str]:
    """An item is public with every word and on its list, or with none and nowhere."""
    standing = work.public_status(page)
    lists = [visit(front, address) for address in STANDING]
    shown = [standing is PublicStatus.PUBLIC for address in STANDING]
    # Lists mark where a long title may break; its words stand between the marks.
    named = [page.title in re.sub(r"<wbr>|</?span[^>]*>", "", answer.text) for answer in lists]
    # News, and the map of addresses, which holds no title.
    shown[1] = shown[5] = False
    assert named == shown, (page.title, standing, list(zip(STANDING, named, strict=True)))
    address = work.review_of(page).address
    if address is None:
        return []
    answer = visit(front, address)
    assert answer.status == _ANSWERS[standing], (address, standing, answer.status)
    words = work.text_of(page.slug)
    assert (words in answer.text) == (standing is PublicStatus.PUBLIC), (address, standing)
    return [address]


def _check_bytes(front: Front, addresses: list[str]) -> None:
    """What lies in the store is what the releases give, byte for byte."""
    left = {address: visit(front, address).seen for address in addresses}
    shutil.rmtree(settings.SANSHEN_STORE)
    front = start_again()
    differing = [a for a in addresses if visit(front, a).seen != left[a]]
    assert differing == []


def _check_search() -> None:
    outbox.drain(records.search_record)
    assert outbox.pending() == 0
    assert differences() == []


def _projections() -> list[list[dict[str, object]]]:
    rows = [list(model.objects.order_by("pk").values()) for model in _PROJECTIONS]
    for row in (row for table in rows for row in table):
        row.pop("id", None)
    return rows
