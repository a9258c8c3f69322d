"""Which releases a bundle of evidence shows in full, and which documents stand behind them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ledger import bodies, canonical, entries
from ledger.broken import Broken
from ledger.canonical import NotCanonical
from ledger.formats import v1
from ledger.models import AuditEntry, Release, ReleaseIndex
from ledger.verify.chains import rows_of


@dataclass(frozen=True)
class Selection:
    """What somebody asked for; everything when nothing is said.

    `since` and `until` bound the moment of release (until: not included); `page` is the uid of a
    page or its address.
    """

    since: datetime | None = None
    until: datetime | None = None
    page: str = ""

    @property
    def is_everything(self) -> bool:
        """Say whether nothing was left out."""
        return not (self.since or self.until or self.page)

    def document(self) -> dict[str, str]:
        """Give it as the manifest names it."""
        return {
            "since": canonical.time_text(self.since) if self.since else "",
            "until": canonical.time_text(self.until) if self.until else "",
            "page": self.page,
        }

    def sequences(self, last: int) -> list[int]:
        """Give the releases asked for, up to the last one of the bundle."""
        rows = ReleaseIndex.objects.filter(sequence__lte=last)
        if self.since:
            rows = rows.filter(released_at__gte=self.since)
        if self.until:
            rows = rows.filter(released_at__lt=self.until)
        if self.page:
            named = "address" if self.page.startswith("/") else "page"
            rows = rows.filter(**{named: self.page})
        return list(rows.order_by("sequence").values_list("sequence", flat=True))


class Documents:
    """Collects the digests of what stands behind some releases."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.digests: set[str] = set()
        self.assets: set[str] = set()
        self.statements: set[str] = set()
        self._others: set[str] = set()

    def release(self, header: v1.Release) -> None:
        """Add what a release rests on: content, files, rounds, opinions, policy, appointments."""
        self.assets.update(header.assets)
        if header.kind == "withdraw":
            withdrawal = v1.Withdrawal.parse(bodies.get(header.statement))
            self.digests |= {header.statement, withdrawal.reason, withdrawal.appointment}
            base = Release.objects.filter(sequence=header.base or 0).first()
            if base is not None:
                self.digests.add(v1.Release.parse(bytes(base.header)).statement)
            return
        if header.content:
            self.digests.add(header.content)
        self._round(header.statement, header.page)
        for reference in header.opinions:
            self._opinion(reference["digest"])

    def entry(self, entry: v1.Entry) -> None:
        """Add what an entry about one of the rounds covers: returns, dispositions, reasons."""
        if self.statements.isdisjoint(entry.covers):
            return
        for digest in entry.covers:
            if digest not in self._others:
                self.digests.add(digest)

    def _round(self, digest: str | None, page: str) -> None:
        while digest and digest not in self.statements:
            self.statements.add(digest)
            self.digests.add(digest)
            submission = v1.Submission.parse(bodies.get(digest))
            self.digests |= {submission.policy, *submission.findings}
            self._others |= {
                item["content"] for item in submission.items if item["page"] != page
            } - self.digests
            digest = submission.previous

    def _opinion(self, digest: str) -> None:
        opinion = v1.Opinion.parse(bodies.get(digest))
        self.digests |= {digest, opinion.appointment, *opinion.dispositions}
        if opinion.words:
            self.digests.add(opinion.words)


def documents(sequences: Iterable[int], last_entry: int) -> Documents:
    """Collect what stands behind some releases, and behind their earlier rounds."""
    found = Documents()
    for sequence in sequences:
        row = Release.objects.get(sequence=sequence)
        try:
            found.release(v1.Release.parse(bytes(row.header)))
        except (Broken, NotCanonical):
            # What cannot be read is missing from the bundle, and its verifier says so.
            continue
    for rows in rows_of(AuditEntry):
        for row in rows:
            if row.sequence <= last_entry:
                found.entry(entries.header(row))
    return found
