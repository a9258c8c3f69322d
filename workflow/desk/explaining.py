"""The facts behind a refusal and the ways out of it: who did what, when, and who could sign."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ledger import entries
from workflow import commands
from workflow.desk import refusing
from workflow.desk.dossier import Dossier
from workflow.desk.findings import FindingLine
from workflow.desk.pages import Way
from workflow.desk.queue import next_item
from workflow.models import Appointment, Contribution
from workflow.names import DUTIES, STAGES, STATES, moment_text
from workflow.presence import Presence
from workflow.queries import appointed, handing, rounds
from workflow.refusals import Refusal
from workflow.roles import DUTY_OF, Duty
from workflow.states import Stage, State

#: Refusals about which version or whose turn it is.
MOVED_ON = frozenset({"another_version", "round_over", "not_at_this_stage", "stage_taken"})
APPOINTMENTS = frozenset(
    {"appointment_ended", "appointment_not_begun", "appointment_unconfirmed", "appointed_elsewhere"}
)
INVOLVED = frozenset({"contributor_signs", "one_person_one_stage"})
SHOWN = 3


def card(
    who: Presence,
    dossier: Dossier,
    refusals: list[Refusal],
    *,
    kept: bool = False,
    lines: Iterable[FindingLine] = (),
) -> dict[str, Any]:
    """Give the template a refusal with the facts behind it and the ways out."""
    code = refusals[0].code
    facts: list[str] = []
    ways: list[Way] = []
    if code in MOVED_ON:
        facts, ways = _moved_on(who, dossier)
    elif code in INVOLVED:
        facts = _contributed(who, dossier) if code == "contributor_signs" else []
        ways = _hand_over(who, dossier)
    elif code in APPOINTMENTS:
        facts = _appointments(who, dossier)
    elif code in refusing.TO_DO:
        ways = _to_do(lines)
    elif code == "checklist":
        ways = [Way(_("To the checklist"), "#p-sign")]
    found = refusing.card(refusals, kept=kept, ways=ways)
    if code in MOVED_ON and dossier.newer is not None:
        found["refusal_title"] = refusing.TITLES["another_version"][1]
    return {**found, "refusal_facts": facts}


def closed(who: Presence, dossier: Dossier, *, kept: bool) -> dict[str, Any]:
    """Give the card of a round that is over: not a refusal, but where things stand now."""
    facts, ways = _moved_on(who, dossier)
    if dossier.newer is not None:
        title = _("There is a newer round; this one is kept to be read.")
    else:
        state = STATES[State(dossier.review.state)]
        title = _("This round is over: the item is %(state)s.") % {"state": state}
    return {
        "closed": title,
        "closed_facts": facts,
        "closed_ways": ways or [Way(_("Back to the desk"), reverse("desk:queue"))],
        "closed_kept": kept,
    }


def overtaken(who: Presence, dossier: Dossier) -> dict[str, Any]:
    """Give the card for somebody who was about to sign a stage that another has signed."""
    facts, ways = _moved_on(who, dossier)
    return {
        "closed": refusing.TITLES["stage_taken"][1],
        "closed_facts": facts,
        "closed_ways": ways or [Way(_("Back to the desk"), reverse("desk:queue"))],
        "closed_kept": True,
    }


def _moved_on(who: Presence, dossier: Dossier) -> tuple[list[str], list[Way]]:
    """Say what happened meanwhile and where the item stands."""
    newer = dossier.newer
    if newer is not None:
        fact = _(
            "%(name)s submitted round %(new)d at %(at)s. You are looking at round %(old)d "
            "(%(code)s)."
        ) % {
            "name": newer.submitter_name,
            "new": newer.round,
            "at": moment_text(newer.submitted_at),
            "old": dossier.row.round,
            "code": dossier.code,
        }
        address = reverse("desk:item", args=[newer.uid]) + "?view=changes&base=round"
        label = _("See what round %(n)d changed") % {"n": newer.round}
        return [fact], [Way(label, address), *_next(who, dossier)]
    facts = []
    if dossier.opinions:
        last = dossier.opinions[-1][0]
        words = _("%(name)s returned it at %(stage)s, %(at)s.")
        if last.decision == "pass":
            words = _("%(name)s passed %(stage)s at %(at)s.")
        facts.append(
            words
            % {
                "name": last.person_name,
                "stage": STAGES[Stage(last.stage)],
                "at": moment_text(last.signed_at),
            }
        )
    if dossier.stage is not None:
        facts.append(_("It is now the turn of %(stage)s.") % {"stage": STAGES[dossier.stage]})
    return facts, _next(who, dossier)


def _next(who: Presence, dossier: Dossier) -> list[Way]:
    following = next_item(who)
    if following is None or following == dossier.uid:
        return []
    return [Way(_("The next item for me"), reverse("desk:item", args=[following]))]


def _contributed(who: Presence, dossier: Dossier) -> list[str]:
    """Say when this person put a hand to it, the last times."""
    reviews = [item.review for item in dossier.items]
    mine: list[Contribution] = [
        row for row in rounds.contributions(reviews) if row.person == who.person.uid
    ]
    moments = [moment_text(row.at) for row in mine[-SHOWN:]]
    facts = []
    if moments:
        words = _("You put a hand to it %(n)d times, last at %(moments)s.")
        facts.append(words % {"n": len(mine), "moments": "、".join(moments)})
    facts.append(_("Three reviews are made by different people who did not write the text."))
    return facts


def _hand_over(who: Presence, dossier: Dossier) -> list[Way]:
    """Offer to hand it to those who can sign it, if this person may."""
    stage = dossier.acting
    if stage is None or commands.reviewing(dossier.seen_by(who), stage)["hand_over"]:
        return []
    address = reverse("desk:hand_over", args=[dossier.uid])
    return [
        Way(
            _("Hand over to %(name)s (%(stage)s)") % {"name": person.name, "stage": STAGES[stage]},
            f"{address}?to={person.uid}",
        )
        for person in handing.takers(who, dossier.row, stage, entries.now())[:2]
    ]


def _appointments(who: Presence, dossier: Dossier) -> list[str]:
    """Say from when to when this person was appointed, and who can appoint them again."""
    stage = dossier.acting
    if stage is None:
        return []
    duty = DUTY_OF[stage]
    rows = Appointment.objects.filter(
        person=who.person.uid, duty=duty, act=Appointment.PROPOSED
    ).order_by("-since")
    facts = [
        _("Appointed as %(duty)s from %(since)s to %(until)s.")
        % {
            "duty": DUTIES[duty],
            "since": moment_text(row.since),
            "until": moment_text(row.until) if row.until else _("further notice"),
        }
        for row in rows[:SHOWN]
    ]
    administrators = appointed.holders(Duty.SYSTEM, entries.now()).values()
    if administrators:
        words = _("You may go on reading. A new appointment is proposed by %(names)s.")
        facts.append(words % {"names": "、".join(sorted(set(administrators)))})
    return facts


def _to_do(lines: Iterable[FindingLine]) -> list[Way]:
    """Lead to the first finding that stands in the way."""
    for line in lines:
        if line.decision == "return" or (line.severity == "error" and not line.done):
            label = _("To finding %(number)d") % {"number": line.number}
            return [Way(label, f"#f{line.number}")]
    return []
