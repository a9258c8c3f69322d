"""Changes that the machine makes for a drafter, each saved as the drafter's own revision.

A suggestion replaces exactly the words it is about, if they still stand in the latest revision.
"""

import html
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms import freeze as freezing
from cms.admin.closed import HELD, NOT_YOURS
from cms.admin.drafting import look, places
from cms.admin.drafting.passages import Passage, passages, rewritten
from cms.freezing import characters
from workflow import proofreading
from workflow.refusals import Refused, refusal

GONE = _(
    "These words do not stand there any more, or the words around them changed. "
    "Nothing was replaced; look at the list again."
)
ACROSS = _(
    "“{words}” is partly emphasised or linked, so it cannot be replaced by itself. "
    "Change it by hand."
)
NOTHING_HIDDEN = _("There is no invisible character in this draft any more.")


def apply(page: Page, user: Any, key: str) -> places.Place:
    """Put a suggestion in the place of what it is about; give where.

    Raises:
        Refused: when the words are gone, or the page cannot be changed by this person.
    """
    _may_change(page, user)
    frozen = freezing.freeze(page)
    latest = page.get_latest_revision_as_object()
    texts = passages(latest)
    for noticed in look.noticed(latest, frozen, texts):
        finding = noticed.finding
        words = proofreading.replacement(finding)
        if noticed.key != key or words is None:
            continue
        place = places.of_finding(finding, frozen.content, texts, surely=True)
        span = place.passage.span(place.start, place.end) if place else None
        if place is None or span is None:
            raise Refused([refusal("across", ACROSS, words=finding.excerpt)])
        passage = place.passage
        new = html.escape(words, quote=False) if passage.rich else words
        source = passage.source[: span[0]] + new + passage.source[span[1] :]
        _save(latest, {passage: source}, user)
        return place
    raise Refused([refusal("gone", GONE)])


def strip(page: Page, user: Any) -> int:
    """Take out of every text what nobody can see; give how many characters went.

    Raises:
        Refused: when there are none, or the page cannot be changed by this person.
    """
    _may_change(page, user)
    latest = page.get_latest_revision_as_object()
    changes: dict[Passage, str] = {}
    count = 0
    for passage in passages(latest):
        source, gone = _without_hidden(passage)
        if gone:
            changes[passage] = source
            count += gone
    if not changes:
        raise Refused([refusal("nothing_hidden", NOTHING_HIDDEN)])
    _save(latest, changes, user)
    return count


def _without_hidden(passage: Passage) -> tuple[str, int]:
    kept, at, gone = "", 0, 0
    for character in passage.characters:
        if characters.hidden(character.value):
            kept += passage.source[at : character.start]
            at = character.end
            gone += 1
    return kept + passage.source[at:], gone


def _may_change(page: Page, user: Any) -> None:
    if not page.permissions_for_user(user).can_edit():
        raise Refused([refusal("not_yours", NOT_YOURS)])
    lock = page.get_lock()
    if lock is not None and lock.for_user(user):
        raise Refused([refusal("locked", HELD)])


def _save(page: Any, changes: dict[Passage, str], user: Any) -> None:
    rewritten(page, changes)
    page.save_revision(user=user)
