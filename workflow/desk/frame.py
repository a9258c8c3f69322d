"""What the desk needs of the released site frame: the sentences of a withdrawal."""

from ledger import bodies
from ledger.broken import Broken
from ledger.canonical import NotCanonical
from ledger.formats import v1
from ledger.models import ReleaseIndex


def withdrawal_sentences() -> list[dict[str, str]]:
    """Give the sentences of the newest released frame, each with its code; none without a frame."""
    row = (
        ReleaseIndex.objects.filter(address="", content__isnull=False).order_by("-sequence").first()
    )
    if row is None or not row.content:
        return []
    try:
        frame = v1.Content.parse(bodies.get(row.content))
    except (Broken, NotCanonical):
        return []
    found = frame.details.get("withdrawal_sentences", [])
    return [each for each in found if isinstance(each, dict) and {"code", "sentence"} <= set(each)]
