"""Which withdrawal sentences are still read somewhere, and so have to stay in the frame."""

from django.db.models import OuterRef, Subquery

from ledger import bodies, releases
from ledger.broken import Broken
from ledger.canonical import NotCanonical
from ledger.formats import v1
from ledger.models import Release, ReleaseIndex


def in_use() -> set[str]:
    """Give the codes that the public reads at the addresses of pages withdrawn today."""
    newest = ReleaseIndex.objects.filter(page=OuterRef("page")).order_by("-sequence")
    rows = ReleaseIndex.objects.filter(kind="withdraw").annotate(
        last=Subquery(newest.values("sequence")[:1])
    )
    withdrawn = [row.sequence for row in rows if row.sequence == row.last]
    codes = set()
    for release in Release.objects.filter(sequence__in=withdrawn):
        try:
            statement = bodies.get(releases.header(release).statement)
            codes.add(v1.Withdrawal.parse(statement).sentence)
        except (Broken, NotCanonical):
            # What cannot be read is reported by whoever shows that address.
            continue
    return codes
