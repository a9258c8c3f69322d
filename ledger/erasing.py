"""What an erasure of a page takes: its texts, its files, what proofreading quoted of them.

Who drafted, signed and released stays, under the digests of what is gone. Titles stand in the
submissions that people signed, and stay: a title is chosen by people who know that it does.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ledger import bodies, entries, erasures, releases, status
from ledger.broken import Broken
from ledger.canonical import NotCanonical
from ledger.formats import v1
from ledger.models import Asset, Body, Erasure, Release, ReleaseIndex
from ledger.status import PublicStatus

PUBLIC = (PublicStatus.PUBLIC, PublicStatus.SCHEDULED)


@dataclass(frozen=True)
class Subjects:
    """What goes, and the files that stay because another page shows them."""

    digests: tuple[str, ...]
    shared: tuple[str, ...]


def of_page(named: str) -> Subjects:
    """Give what of a page, named by its address or uid, is still there and can go.

    Raises:
        NotErasable: when there is no such page, or it is public or will be.
    """
    found = ReleaseIndex.objects.filter(address=named) if named.startswith("/") else None
    found = found or ReleaseIndex.objects.filter(page=named)
    page = found.values_list("page", flat=True).first()
    if not named or page is None:
        raise erasures.NotErasable(_("No page was released as %(page)s.") % {"page": named})
    headers = [releases.header(row) for row in releases.of_page(page)]
    if status.status(headers, entries.now()) in PUBLIC:
        raise erasures.NotErasable(
            _("%(page)s is public, or will be. A final reviewer withdraws it first.")
            % {"page": named}
        )
    texts = {header.content for header in headers if header.content}
    quoted = {digest for header in headers for digest in _findings(header)}
    files = {digest for header in headers for digest in header.assets}
    shared = _shown_elsewhere(page, files)
    gone = set(Erasure.objects.values_list("subject", flat=True))
    wanted = sorted((texts | quoted | files) - shared - gone)
    there = {digest for digest in wanted if bodies.exists(digest)}
    there |= set(Asset.objects.filter(digest__in=wanted).values_list("digest", flat=True))
    return Subjects(tuple(digest for digest in wanted if digest in there), tuple(sorted(shared)))


def order(
    subjects: Subjects,
    *,
    legal_basis: str,
    ordered_by: Mapping[str, str],
    confirmed_by: Mapping[str, str],
) -> list[Erasure]:
    """Erase all of it, each by an order of its own, under one legal basis."""
    return [
        erasures.order(
            digest, legal_basis=legal_basis, ordered_by=ordered_by, confirmed_by=confirmed_by
        )
        for digest in subjects.digests
    ]


def _findings(header: v1.Release) -> tuple[str, ...]:
    """Give the findings of the submission that made a release: they quote the text."""
    data = Body.objects.filter(digest=header.statement).values_list("data", flat=True).first()
    try:
        return v1.Submission.parse(bytes(data)).findings if data is not None else ()
    except NotCanonical:
        return ()


def _shown_elsewhere(page: str, files: set[str]) -> set[str]:
    """Give the files that a release of another page names, unless that page was taken away."""
    shared: set[str] = set()
    others: dict[str, set[str]] = {}
    if not files:
        return shared
    for row in Release.objects.order_by("sequence").iterator(chunk_size=500):
        try:
            header = releases.header(row)
        except (Broken, NotCanonical):
            continue
        if header.page != page and (named := files & set(header.assets)):
            others.setdefault(header.page, set()).update(named)
    for other, named in others.items():
        headers = [releases.header(row) for row in releases.of_page(other)]
        if status.status(headers, entries.now()) in PUBLIC:
            shared |= named
    return shared
