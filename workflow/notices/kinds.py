"""The kinds of notices: what each says, and where it leads.

A mail leaves the house. It says the title and who did what; the words of a return go to the drafter
alone, without the passages they quote. Nothing else of an unpublished text is in any mail.
"""

from enum import StrEnum

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import bodies
from ledger.broken import Broken
from workflow import anchors
from workflow.names import STAGES
from workflow.notices.models import Notice
from workflow.states import Stage


class Kind(StrEnum):
    """What somebody is told."""

    TURN = "turn"
    HANDED = "handed"
    OVERDUE = "overdue"
    RETURNED = "returned"
    RELEASED = "released"
    RECALLED = "recalled"
    WITHDRAWN = "withdrawn"
    CONFIRM = "confirm"


CALLS = frozenset({Kind.TURN, Kind.HANDED, Kind.OVERDUE})
"""The kinds that ask for a signature: they are settled when the stage is."""


def heading(notice: Notice) -> str:
    """Say in a few words what it is about."""
    stage = str(STAGES[Stage(notice.stage)]) if notice.stage else ""
    return {
        Kind.TURN: _("Your turn: %(stage)s") % {"stage": stage},
        Kind.HANDED: _("Handed over to you: %(stage)s") % {"stage": stage},
        Kind.OVERDUE: _("Overdue: %(stage)s") % {"stage": stage},
        Kind.RETURNED: _("Returned to you for changes"),
        Kind.RELEASED: _("Released to the public"),
        Kind.RECALLED: _("Recalled by its submitter"),
        Kind.WITHDRAWN: _("Withdrawn from the public"),
        Kind.CONFIRM: _("A withdrawal needs a second person"),
    }[Kind(notice.kind)]


def sentence(notice: Notice) -> str:
    """Say what happened and what is asked for."""
    due = timezone.localtime(notice.due).strftime("%m-%d %H:%M") if notice.due else ""
    stage = str(STAGES[Stage(notice.stage)]) if notice.stage else ""
    values = {"name": notice.by_name, "due": due, "stage": stage}
    return {
        Kind.TURN: _("%(name)s passed it on. It should be signed by %(due)s."),
        Kind.HANDED: _("%(name)s handed it over to you. It should be signed by %(due)s."),
        Kind.OVERDUE: _("It should have been signed by %(due)s. Away: %(name)s.")
        if notice.by_name
        else _("It should have been signed by %(due)s."),
        Kind.RETURNED: _("%(name)s returned it at %(stage)s. Mend it and submit it again."),
        Kind.RELEASED: _("%(name)s approved it. Nothing remains for you to do."),
        Kind.RECALLED: _("%(name)s took it back. There is nothing to sign."),
        Kind.WITHDRAWN: _("%(name)s took it away from the public."),
        Kind.CONFIRM: _("%(name)s took it away. Look at it and confirm by %(due)s."),
    }[Kind(notice.kind)] % values


def words(notice: Notice) -> str:
    """Give what was written with it, without the passages it quotes; erased words are gone."""
    if not notice.words:
        return ""
    try:
        text = bodies.words(notice.words)
    except Broken as broken:
        return str(broken)
    return anchors.parse(text)[0].strip()


def path(notice: Notice) -> str:
    """Give the screen where it can be read."""
    if notice.kind in (Kind.WITHDRAWN, Kind.CONFIRM):
        return reverse("desk:history", args=[notice.page])
    return reverse("desk:item", args=[notice.submission])
