"""What an administrator finds: proposals that need a second person, people without an appointment,
the review policy in force."""

from django.urls import reverse
from django.utils.translation import gettext as _

from workflow import queries
from workflow.desk.appointment_lines import lines
from workflow.desk.home.parts import SHOWN, Entry, Part
from workflow.models import Appointment, Fact, ReviewPolicy
from workflow.presence import Presence


def parts(who: Presence) -> list[Part]:
    """Give the parts."""
    return [_proposals(who), _without_appointment(), _policy()]


def _proposals(who: Presence) -> Part:
    entries, count = [], 0
    for model, address, label in (
        (Appointment, "desk:appointments", _("appointments to confirm")),
        (ReviewPolicy, "desk:policy", _("review policies to confirm")),
    ):
        decided = model.objects.exclude(act=Fact.PROPOSED).values("uid")
        open_ones = model.objects.filter(act=Fact.PROPOSED).exclude(uid__in=decided)
        number = open_ones.exclude(by=who.person.uid).count()
        if number:
            entries.append(Entry(title=f"{number} {label}", url=reverse(address)))
            count += number
    return Part(
        key="proposals",
        heading=_("Proposals to confirm"),
        count=count,
        asks=True,
        entries=entries,
        empty=_("No proposal waits for a second person."),
    )


def _without_appointment() -> Part:
    held = {line.person for line in lines() if line.state == "effective"}
    people = [person for person in queries.people(closed=False) if person.uid not in held]
    return Part(
        key="idle",
        heading=_("People without an appointment in force"),
        count=len(people),
        entries=[
            Entry(
                title=person.name,
                url=reverse("desk:person", args=[person.uid]),
                meta=[person.department, person.post],
            )
            for person in people[:SHOWN]
        ],
        url=reverse("desk:people"),
        empty=_("Everybody in the register has one."),
    )


def _policy() -> Part:
    found = queries.policy_in_force()
    if found is None:
        words = _("No review policy is in force, so nothing can be submitted.")
        return Part("policy", _("Review policy"), counted=False, hot=True, words=words)
    row, policy = found
    said = [
        _("The drafter may sign the first review of their own text.")
        if policy.drafter_signs_first
        else _("Nobody signs a text they worked on."),
        _("One person may be system and security administrator.")
        if policy.small_office
        else _("The three administrators are three people."),
    ]
    return Part(
        key="policy",
        heading=_("Review policy in force"),
        counted=False,
        entries=[
            Entry(
                title="".join(said),
                url=reverse("desk:policy"),
                meta=[_("proposed by %(name)s") % {"name": row.by_name}],
                right=row.at.astimezone().strftime("%Y-%m-%d"),
            )
        ],
    )
