"""Titles of pages by uid, as last released: what a reviewer reads beside a bare uid."""

from collections.abc import Collection

from ledger.canonical import NotCanonical
from ledger.formats import v1
from ledger.models import Body, ReleaseIndex
from workflow.models import PageReview


def titles(uids: Collection[str]) -> dict[str, str]:
    """Give the title of each page: from its newest release, else from the working copy."""
    if not uids:
        return {}
    found: dict[str, str] = dict(
        PageReview.objects.filter(uid__in=uids).values_list("uid", "page__title")
    )
    newest: dict[str, str] = {}
    rows = ReleaseIndex.objects.filter(page__in=uids, content__isnull=False).order_by("sequence")
    for page, content in rows.values_list("page", "content"):
        if content:
            newest[page] = content
    bodies = dict(Body.objects.filter(digest__in=newest.values()).values_list("digest", "data"))
    for page, digest in newest.items():
        try:
            found[page] = v1.Content.parse(bytes(bodies[digest])).title
        except (KeyError, NotCanonical):  # erased or broken: the uid stands for itself
            continue
    return found
