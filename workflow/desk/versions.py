"""Any two versions of a page side by side: releases and rounds, as they were frozen."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ledger import bodies
from ledger.broken import Broken
from ledger.canonical import NotCanonical
from ledger.formats import v1
from ledger.models import ReleaseIndex
from workflow.desk.comparing.page import PageComparison
from workflow.desk.comparison import between
from workflow.desk.pages import for_people, show
from workflow.models import PageReview, SubmissionItem
from workflow.presence import Presence
from workflow.queries.titles import titles

MOST = 200
"""Versions that are offered, the newest first."""


@dataclass(frozen=True)
class Version:
    """One frozen version: `key` is the number of a release, or the uid of a round."""

    key: str
    label: str
    at: datetime
    content: str


def versions(review: PageReview) -> list[Version]:
    """Give every frozen version of a page, the newest first."""
    releases = ReleaseIndex.objects.filter(page=review.uid, content__isnull=False)
    rounds = SubmissionItem.objects.filter(review=review).select_related("submission")
    found = [
        Version(
            str(row.sequence), _("Release %(n)d") % {"n": row.sequence}, row.released_at, digest
        )
        for row in releases.order_by("-sequence")[:MOST]
        if (digest := row.content)
    ]
    found += [
        Version(
            item.submission.uid,
            _("Round %(n)d as submitted") % {"n": item.submission.round},
            item.submission.submitted_at,
            item.content,
        )
        for item in rounds.order_by("-submission__submitted_at", "-pk")[:MOST]
    ]
    return sorted(found, key=lambda version: version.at, reverse=True)[:MOST]


@require_GET
@for_people
def compare(request: HttpRequest, who: Presence, uid: str) -> HttpResponse:
    """Compare two versions; without a choice, the two newest releases, if there are two."""
    review = PageReview.objects.select_related("page").filter(uid=uid).first()
    if review is None:
        raise Http404
    offered = versions(review)
    released = [version for version in offered if version.key.isdigit()]
    usual = released if len(released) > 1 else offered
    new = _chosen(request, "to", offered) or next(iter(usual), None)
    old = _chosen(request, "from", offered) or (_before(new, usual) if new else None)
    title = titles({uid}).get(uid, review.page.title)
    return show(
        request,
        "desk/compare.html",
        _("Compare versions"),
        crumbs=[
            (reverse("desk:released"), _("Released pages")),
            (reverse("desk:history", args=[uid]), title),
        ],
        review=review,
        title=title,
        versions=offered,
        old=old,
        new=new,
        comparison=_between(old, new),
    )


def _chosen(request: HttpRequest, name: str, offered: list[Version]) -> Version | None:
    """Give the version that was asked for; nonsense is no choice."""
    wanted = request.GET.get(name, "")
    return next((version for version in offered if version.key == wanted), None)


def _before(new: Version, offered: list[Version]) -> Version:
    """Give the newest earlier version that says something else, or the same one."""
    return next((each for each in offered if each.at < new.at and each.content != new.content), new)


def _between(old: Version | None, new: Version | None) -> PageComparison:
    if old is None or new is None:
        return PageComparison(nothing=_("Nothing of this page was ever submitted or released."))
    label = f"{old.label} → {new.label}"
    try:
        content = v1.Content.parse(bodies.get(new.content))
    except (Broken, NotCanonical) as error:
        return PageComparison(base_label=label, nothing=str(error))
    return between(old.content, content, label)
