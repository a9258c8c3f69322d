"""How refusals look on the desk: which of them block, and the title and the ways out of a card.

The reasons are decided by `workflow.rules` and speak for themselves; here they only get a heading.
"""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workflow.desk.pages import Way
from workflow.refusals import Refusal

TO_DO = frozenset(
    {
        "error_undisposed",
        "signature_missing",
        "dimension_unlooked",
        "listed_for_return",
        "return_without_words",
        "quote_not_in_text",
        "too_many_quotes",
        "unseen_characters",
        "kept_without_reason",
        "target_not_earlier",
        "another_version",
    }
)
"""Refusals that the signer can lift on this very page; the others mean that they may not sign."""

TITLES: dict[str, tuple[str, str | Promise]] = {
    "another_version": ("critical", _("The content changed after you opened it")),
    "round_over": ("critical", _("This round is over")),
    "stage_taken": ("info", _("Somebody else has just signed this stage")),
    "not_at_this_stage": ("info", _("It is not this stage's turn")),
    "contributor_signs": ("warning", _("You worked on this text and cannot sign it")),
    "one_person_one_stage": ("warning", _("You have signed another stage of this round")),
    "never_appointed": ("warning", _("You are not appointed for this")),
    "appointment_unconfirmed": ("warning", _("Your appointment is not confirmed yet")),
    "appointment_not_begun": ("warning", _("Your appointment has not begun")),
    "appointment_ended": ("warning", _("Your appointment has ended")),
    "appointed_elsewhere": ("warning", _("Your appointment is for another section")),
    "signature_missing": ("info", _("The policy asks for another signature first")),
    "not_asked_for": ("info", _("The policy does not ask for this signature")),
    "dimension_unlooked": ("critical", _("The checklist is not finished")),
    "error_undisposed": ("critical", _("Findings are not disposed of")),
    "quote_not_in_text": ("critical", _("A quotation is not in the text")),
    "listed_for_return": ("critical", _("Findings are listed for return")),
    "invisible": ("critical", _("The text held invisible characters")),
    "too_long": ("critical", _("The text is too long")),
    "checklist": ("critical", _("The checklist is not finished")),
}
OTHER: tuple[str, str | Promise] = ("critical", _("This was not done"))


def blocking(refusals: Iterable[Refusal]) -> list[Refusal]:
    """Give the refusals that nothing on this page can lift."""
    return [refusal for refusal in refusals if refusal.code not in TO_DO]


def card(
    refusals: list[Refusal] | None, *, kept: bool = False, ways: Iterable[Way] = ()
) -> dict[str, Any]:
    """Give the template what it needs for a refusal card: nothing when nothing was refused."""
    if not refusals:
        return {}
    level, title = TITLES.get(refusals[0].code, OTHER)
    return {
        "refusals": refusals,
        "level": level,
        "refusal_title": title,
        "refusal_kept": kept,
        "refusal_ways": list(ways) or [Way(_("Back to the desk"), reverse("desk:queue"))],
    }
