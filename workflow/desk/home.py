"""What waits for me, on the dashboard."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from workflow import presence, queries
from workflow.desk import admission, audit, lines, rows
from workflow.models import Appointment, Fact, ReviewPolicy, Submission
from workflow.presence import Presence
from workflow.roles import Duty
from workflow.states import State

SHOWN = 5


class WaitingPanel(Component):
    """Lists what waits for the person by what they are appointed to."""

    name = "sanshen_waiting"
    template_name = "desk/home_panel.html"
    order = 10

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Gather what waits; an account without a person has nothing."""
        request = parent_context["request"]
        who = presence.of(request)
        if who is None:
            return {"nobody": True}
        held = admission.held(who)
        mine = [line for line in lines.seen_by(who) if line.mine]
        return {
            "person": who.person,
            "rows": rows.draw(mine[:SHOWN], who),
            "more": max(0, len(mine) - SHOWN),
            "returned": returned_to(who),
            "withdrawals": len(queries.open_withdrawals()) if Duty.FINAL in held else 0,
            "proposals": proposals(who) if held & {Duty.SYSTEM, Duty.SECURITY} else [],
            "chain": audit.chain() if Duty.AUDIT in held else None,
        }


def returned_to(who: Presence) -> list[Submission]:
    """Give what this person submitted and somebody returned."""
    return list(
        Submission.objects.filter(submitter=who.person.uid, items__review__state=State.RETURNED)
        .exclude(Exists(Submission.objects.filter(previous=OuterRef("digest"))))
        .prefetch_related("items")
        .distinct()
        .order_by("-submitted_at")[:SHOWN]
    )


def proposals(who: Presence) -> list[dict[str, object]]:
    """Count proposals that somebody else made and nobody decided yet."""
    found: list[dict[str, object]] = []
    for model, address, label in (
        (Appointment, "desk:appointments", _("appointments to confirm")),
        (ReviewPolicy, "desk:policy", _("review policies to confirm")),
    ):
        decided = model.objects.exclude(act=Fact.PROPOSED).values("uid")
        count = (
            model.objects.filter(act=Fact.PROPOSED)
            .exclude(uid__in=decided)
            .exclude(by=who.person.uid)
            .count()
        )
        if count:
            found.append({"url": reverse(address), "label": label, "count": count})
    return found
