"""Chooses what a frozen page is compared with: the public version, the last round, what one signed.

The comparing itself is pure and stands in `workflow.desk.comparing`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledger import bodies
from ledger.broken import Broken
from ledger.canonical import NotCanonical
from ledger.formats import v1
from ledger.models import ReleaseIndex
from workflow.desk.comparing import page as pages
from workflow.desk.comparing.page import PageComparison
from workflow.desk.dossier import Dossier, FrozenPage
from workflow.models import SubmissionItem
from workflow.queries.titles import titles

RELEASE, MINE, ROUND = "release", "mine", "round"
TABS: dict[str, str | Promise] = {
    RELEASE: gettext_lazy("Against the current release"),
    MINE: gettext_lazy("Since I last signed"),
    ROUND: gettext_lazy("Against the last round"),
}
_UID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Base:
    """One earlier version that a page can be compared with."""

    key: str
    label: str
    content: str
    current: bool = False

    @property
    def tab(self) -> str | Promise:
        """What its tab is called."""
        return TABS[self.key]


def bases(dossier: Dossier, page: FrozenPage, person: str, wanted: str = "") -> list[Base]:
    """Give the earlier versions of a page, the most useful one first.

    Whoever has signed in this course of rounds wants to know what happened since; everybody else
    what the public would see change; a page that never was public is compared with its last round.
    Versions with the same content are offered once.
    """
    found = [*_mine(dossier, page, person), *_released(page), *_last_round(dossier, page)]
    if found and found[0].key == MINE and not _is_of_this_course(dossier, found[0], page):
        found.append(found.pop(0))
    unique: list[Base] = []
    for base in found:
        if all(base.content != other.content for other in unique) or base.key == wanted:
            unique.append(base)
    chosen = wanted if any(base.key == wanted for base in unique) else ""
    return [
        replace(base, current=base.key == chosen or (not chosen and not place))
        for place, base in enumerate(unique)
    ]


def _released(page: FrozenPage) -> Iterable[Base]:
    rows = ReleaseIndex.objects.filter(page=page.content.page).order_by("-sequence")
    newest = rows.filter(content__isnull=False).first()
    if newest is None or not newest.content:
        return
    values = {"n": newest.sequence, "day": f"{newest.released_at:%Y-%m-%d}"}
    last = rows.first()
    if last is not None and last.content is None:
        label = _("against release %(n)d of %(day)s, withdrawn since") % values
    else:
        label = _("against release %(n)d of %(day)s") % values
    yield Base(RELEASE, label, newest.content)


def _mine(dossier: Dossier, page: FrozenPage, person: str) -> Iterable[Base]:
    """Give what this person last signed of this page: any stage, any round, passed or returned."""
    item = (
        SubmissionItem.objects.filter(
            review=page.item.review,
            submission__submitted_at__lte=dossier.submitted_at,
            submission__opinions__person=person,
        )
        .select_related("submission")
        .order_by("-submission__submitted_at", "-pk")
        .first()
    )
    if item is not None:
        label = _("against round %(n)d, which you signed") % {"n": item.submission.round}
        yield Base(MINE, label, item.content)


def _last_round(dossier: Dossier, page: FrozenPage) -> Iterable[Base]:
    item = (
        SubmissionItem.objects.filter(submission__in=dossier.rounds[1:], review=page.item.review)
        .select_related("submission")
        .order_by("-submission__round")
        .first()
    )
    if item is not None:
        label = _("against round %(n)d") % {"n": item.submission.round}
        yield Base(ROUND, label, item.content)


def _is_of_this_course(dossier: Dossier, base: Base, page: FrozenPage) -> bool:
    return SubmissionItem.objects.filter(
        submission__in=dossier.rounds, review=page.item.review, content=base.content
    ).exists()


def compare(
    page: FrozenPage, versions: list[Base], names: Mapping[str, str] | None = None
) -> PageComparison:
    """Compare a page with the chosen version; `names` are the titles of what is submitted with
    it."""
    base = next((each for each in versions if each.current), None)
    if base is None:
        return PageComparison(
            base_label=_("Compared with what is public"),
            nothing=_("This page was never public: everything in it is new."),
        )
    return between(base.content, page.content, base.label, names)


def between(
    old: str, new: v1.Content, label: str, names: Mapping[str, str] | None = None
) -> PageComparison:
    """Compare a content with an earlier one, which may have been erased since; `names` are titles
    that go before those of releases."""
    try:
        earlier = v1.Content.parse(bodies.get(old))
    except (Broken, NotCanonical) as error:
        return PageComparison(base_label=label, nothing=str(error))
    result = pages.compare(earlier, new, titles({*_uids(earlier), *_uids(new)}) | dict(names or {}))
    result.base_label, result.nothing = label, _("Word for word the same.")
    return result


def counted(page: FrozenPage, base: Base) -> int | None:
    """Say how many places differ from a version; None when it cannot be read any more."""
    return _count(base.content, page.content.digest)


@lru_cache(maxsize=4096)
def _count(old: str, new: str) -> int | None:
    """Remember numbers by digests: never words, which an erasure must be able to reach."""
    try:
        contents = [v1.Content.parse(bodies.get(digest)) for digest in (old, new)]
    except (Broken, NotCanonical):
        return None
    names = titles({uid for content in contents for uid in _uids(content)})
    return pages.compare(*contents, names).count


def _uids(content: v1.Content) -> list[str]:
    places: list[Any] = [content.lineage, content.sections, content.topics, content.details]
    return _UID.findall(repr(places))
