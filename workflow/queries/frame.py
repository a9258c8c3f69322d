"""What the workflow needs of the site frame as last released."""

from typing import Any

from ledger import bodies
from ledger.broken import Broken
from ledger.canonical import NotCanonical
from ledger.formats import v1
from ledger.models import ReleaseIndex


def site_name() -> str:
    """Give the name of the site as released, empty without a frame."""
    return str(_details().get("site_name", ""))


def withdrawal_sentences() -> list[dict[str, str]]:
    """Give the sentences of a withdrawal, each with its code; none without a frame."""
    found = _details().get("withdrawal_sentences", [])
    return [each for each in found if isinstance(each, dict) and {"code", "sentence"} <= set(each)]


def _details() -> dict[str, Any]:
    """Give the fields of the newest released frame; none when there is none to be read."""
    frames = ReleaseIndex.objects.filter(address="", content__isnull=False)
    newest = frames.order_by("-sequence").first()
    if newest is None or not newest.content:
        return {}
    try:
        return dict(v1.Content.parse(bodies.get(newest.content)).details)
    except (Broken, NotCanonical):
        return {}
