"""Addresses of our own pages: planned, given out once, and never linked before they are public."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from cms.freezing import hosts
from cms.freezing.assets import Assets
from cms.freezing.problems import Problems
from ledger import releases, status
from ledger.status import PublicStatus
from workflow.models import PageReview

TARGET_GONE = _("the link leads to a page that no longer exists.")
TARGET_NOT_PUBLIC = _(
    "the link leads to “%(title)s”, which is not public. "
    "Submit both together, or leave the link out."
)
SECTION_NOT_PUBLIC = _(
    "the section “%(title)s” is not public. Submit it together with this page, or before it."
)
TOPIC_NOT_PUBLIC = _(
    "the topic “%(title)s” is not public. Submit it together with this page, or before it."
)
ADDRESS_UNKNOWN = _("nothing is public at %(address)s.")
ADDRESS_TAKEN = _("the address %(address)s belongs to another page.")
NOT_AN_ADDRESS = _("“%(address)s” is not an address that can be linked to.")
MISLEADS = _(
    "“%(address)s” looks like another site than it leads to (letters of several scripts, or a name "
    "before an @). Write the host name in plain letters."
)


def planned(page: Any) -> str:
    """Give the address of a page: the one given out, or the one it would get now."""
    review = PageReview.objects.filter(page_id=page.pk).first() if page.pk else None
    if review is not None and review.address is not None:
        return str(review.address)
    return page.plan_address(review) if hasattr(page, "plan_address") else ""


def of_parent(page: Any) -> str:
    """Give the address of the section or home above a page."""
    parent = page.get_parent()
    return planned(parent.specific) if parent is not None and parent.depth > 1 else "/"


def url_parts(page: Any) -> tuple[Any, str, str] | None:
    """Give what Wagtail wants to know: site, absolute root of the public site, address."""
    site = Site.objects.order_by("-is_default_site").values_list("pk", flat=True).first()
    address = planned(page) or "/"
    return site or 0, settings.SANSHEN_PUBLIC_ORIGIN, address


def is_public(uid: str) -> bool:
    """Say whether the public sees this page now."""
    headers = [releases.header(release) for release in releases.of_page(uid)]
    return status.status(headers, timezone.now()) is PublicStatus.PUBLIC


@dataclass
class Addresses:
    """Resolves links for one frozen page; what is in `bundle` (uids) becomes public with it.

    `files` are the pictures and files of the same page, for what stands outside its body.
    """

    problems: Problems
    bundle: frozenset[str] = frozenset()
    files: Assets = field(default_factory=lambda: Assets(Problems()))
    links: list[str] = field(default_factory=list)

    def shown(self, uid: str) -> bool:
        """Say whether a link to this page will work once this page is public."""
        return uid in self.bundle or is_public(uid)

    def of_page(self, pk: int | None, place: Any) -> str:
        """Give the address of a page that is linked to; note a problem when it is not public."""
        page = Page.objects.filter(pk=pk).first()
        review = PageReview.objects.filter(page_id=pk).first()
        if page is None or review is None:
            self.problems.add(place, TARGET_GONE)
            return ""
        if not self.shown(review.uid):
            self.problems.add(place, TARGET_NOT_PUBLIC % {"title": page.draft_title})
        return self._note(planned(page.specific))

    def uid_of(self, page: Page | None, place: Any) -> str:
        """Give the uid of a page that is named, not linked; it must be public all the same."""
        review = PageReview.objects.filter(page_id=page.pk).first() if page else None
        if page is None or review is None:
            self.problems.add(place, TARGET_GONE)
            return ""
        if not self.shown(review.uid):
            self.problems.add(place, TARGET_NOT_PUBLIC % {"title": page.draft_title})
        return str(review.uid)

    def uids_of(self, pages: Iterable[Any], place: Any, sentence: Any) -> tuple[str, ...]:
        """Give the uids of sections or topics chosen; note the sentence for each not public."""
        uids = []
        for page in pages:
            uid = str(page.review.uid)
            if not self.shown(uid):
                self.problems.add(place, sentence % {"title": page.draft_title})
            uids.append(uid)
        return tuple(uids)

    def external(self, address: str, place: Any) -> str:
        """Give an address as it may stand in a link: to elsewhere, or to a public page of ours."""
        address = address.strip()
        if "\\" in address:
            # Browsers read it as a slash, so that "/\\host" is another host.
            self.problems.add(place, NOT_AN_ADDRESS % {"address": address})
            return ""
        parts = urlsplit(address)
        if parts.scheme == "mailto" and parts.path:
            return address
        if hosts.misleads(parts.netloc):
            self.problems.add(place, MISLEADS % {"address": address})
            return ""
        if parts.scheme in ("http", "https") and parts.hostname:
            if f"{parts.scheme}://{parts.netloc}" != settings.SANSHEN_PUBLIC_ORIGIN:
                return address
        elif not re.match(r"/(?!/)", address):
            self.problems.add(place, NOT_AN_ADDRESS % {"address": address})
            return ""
        return self._own(parts.path or "/", parts.fragment, place)

    def _own(self, path: str, fragment: str, place: Any) -> str:
        review = PageReview.objects.filter(address=path).first()
        # An address that this freezing resolved itself may not be given out yet.
        known = path in self.links or (review is not None and self.shown(review.uid))
        if not known:
            self.problems.add(place, ADDRESS_UNKNOWN % {"address": path})
        return self._note(path) + (f"#{fragment}" if fragment else "")

    def _note(self, address: str) -> str:
        if address and address not in self.links:
            self.links.append(address)
        return address

    def lineage(self, page: Any, place: Any) -> tuple[str, ...]:
        """Give the uids of the sections above a page; each must be public."""
        above = page.get_ancestors().filter(depth__gt=1) if page.pk else Page.objects.none()
        uids = []
        for section in above.select_related("review", "content_type"):
            if section.content_type.model != "sectionpage":
                continue
            uid = section.review.uid
            if not self.shown(uid):
                self.problems.add(place, SECTION_NOT_PUBLIC % {"title": section.draft_title})
            uids.append(uid)
        return tuple(uids)

    def check_free(self, review: PageReview | None, address: str) -> None:
        """Note a problem when the address of a page belongs to another one."""
        taken = PageReview.objects.filter(address=address)
        if review is not None:
            taken = taken.exclude(pk=review.pk)
        if taken.exists():
            self.problems.add(_("Address"), ADDRESS_TAKEN % {"address": address})
