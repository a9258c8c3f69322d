"""What waits for a second person after a reset: for whoever can confirm it, and for its person."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ledger import entries
from workflow.accounts import resets as waiting
from workflow.desk.home.parts import SHOWN, Entry, Part
from workflow.people.resets import against
from workflow.presence import Presence


def parts(who: Presence) -> list[Part]:
    """Give the parts; mostly there are none."""
    rows = waiting.waiting()
    if not rows:
        return []
    found, moment = [], entries.now()
    mine = [row for row in rows if row.person == who.person.uid]
    if mine:
        words = _(
            "%(name)s reset what you sign in with. Until another administrator or a final reviewer "
            "confirms it, you sign nothing."
        )
        found.append(
            Part(
                key="suspended",
                heading=_("Your signing is suspended"),
                counted=False,
                hot=True,
                words=words % {"name": mine[0].by_name},
            )
        )
    open_to_me = [row for row in rows if not against(who, row, moment)]
    if open_to_me:
        found.append(
            Part(
                key="resets",
                heading=_("Resets to confirm"),
                count=len(open_to_me),
                asks=True,
                entries=[
                    Entry(
                        title=row.person_name,
                        url=reverse("desk:resets"),
                        meta=[_("reset by %(name)s") % {"name": row.by_name}],
                        right=row.at.astimezone().strftime("%Y-%m-%d"),
                    )
                    for row in open_to_me[:SHOWN]
                ],
                url=reverse("desk:resets"),
            )
        )
    return found
