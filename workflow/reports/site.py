"""What the sheets need of the released site frame: the name of the site."""

from ledger import bodies
from ledger.broken import Broken
from ledger.canonical import NotCanonical
from ledger.formats import v1
from ledger.models import ReleaseIndex


def site_name() -> str:
    """Give the name of the site as released, empty without a frame."""
    row = ReleaseIndex.objects.filter(address="", content__isnull=False).order_by("-sequence")
    newest = row.first()
    if newest is None or not newest.content:
        return ""
    try:
        return str(v1.Content.parse(bodies.get(newest.content)).details.get("site_name", ""))
    except (Broken, NotCanonical):
        return ""
