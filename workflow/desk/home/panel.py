"""The home screen, put together by the duties that a person holds now."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from ledger import entries
from workflow import presence
from workflow.desk import admission, lines
from workflow.desk.home import administering, auditing, drafting, resets, reviewing
from workflow.desk.home.parts import Part
from workflow.presence import Presence
from workflow.queries.appointed import holders
from workflow.roles import SIGNERS, Duty


class HomePanel(Component):
    """All that a person finds when they come in."""

    name = "sanshen_home"
    template_name = "desk/home_panel.html"
    order = 10

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Gather the parts; an account without a person, and a person without a duty, are told
        whom to ask."""
        who = presence.of(parent_context["request"])
        if who is None:
            return {"nobody": True}
        held = admission.held(who)
        found = parts(who, held)
        return {
            "person": who.person,
            "today": timezone.localdate(),
            "parts": found,
            "asked": [part for part in found if part.asks and part.count],
            "total": sum(part.count for part in found if part.asks),
            "idle": not held,
            "whom": sorted(holders(Duty.SYSTEM, entries.now()).values()) if not held else [],
            "search": reverse("wagtailadmin_explore_root") if Duty.DRAFT in held else "",
            "help": _("Search pages by title or text"),
        }


def parts(who: Presence, held: frozenset[Duty]) -> list[Part]:
    """Give the parts of somebody with these duties: what asks for something first."""
    found: list[Part] = []
    every = lines.seen_by(who) if held & {Duty.DRAFT, *SIGNERS} else []
    found += resets.parts(who)
    if held & SIGNERS:
        found += reviewing.parts(who, every)
    if Duty.DRAFT in held:
        found += drafting.parts(who, every)
    if Duty.FINAL in held:
        found += reviewing.final_parts(who)
    if held & {Duty.SYSTEM, Duty.SECURITY}:
        found += administering.parts(who)
    if Duty.AUDIT in held:
        found += auditing.parts()
    kept = [part for part in found if part.rows or part.entries or part.words or part.empty]
    return sorted(kept, key=lambda part: not (part.asks and part.count))
