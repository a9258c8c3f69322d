"""Who may sign which stage where: names beside the stages that are still to come.

For reading only. Whether somebody may sign is asked of `workflow.commands.available`.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from workflow.models import Appointment
from workflow.queries import absent
from workflow.roles import DUTY_OF
from workflow.states import Stage


@dataclass(frozen=True)
class Reviewer:
    """One effective appointment of a reviewer."""

    person: str
    name: str
    duty: str
    section: str
    away: str = ""


def appointed_reviewers() -> list[Reviewer]:
    """Give every effective appointment to a reviewing stage."""
    now = timezone.now()
    acts = Appointment.objects.filter(duty__in=list(DUTY_OF.values()))
    confirmed = acts.filter(act=Appointment.CONFIRMED).values("uid")
    revoked = acts.filter(act=Appointment.REVOKED).values("uid")
    rows = (
        acts.filter(Q(until=None) | Q(until__gt=now), act=Appointment.PROPOSED, since__lte=now)
        .filter(uid__in=confirmed)
        .exclude(uid__in=revoked)
        .order_by("at")
    )
    last = {uid: f"{day:%m-%d}" for uid, day in absent.away().items()}
    found = [
        Reviewer(r.person, r.person_name, r.duty, r.section, last.get(r.person, "")) for r in rows
    ]
    return sorted(found, key=lambda each: bool(each.away))


def named(reviewer: Reviewer) -> str:
    """Name a reviewer; whoever is away, with their last day."""
    if not reviewer.away:
        return reviewer.name
    return _("%(name)s (away to %(day)s)") % {"name": reviewer.name, "day": reviewer.away}


def names_by_stage(
    appointed: Iterable[Reviewer], places: Collection[str], without: Collection[str]
) -> dict[Stage, list[str]]:
    """Give for each stage the names of those appointed for all `places`, but for `without`.

    Whoever is away comes last and says so.
    """
    found: dict[Stage, list[str]] = {stage: [] for stage in Stage}
    for reviewer in appointed:
        covers = not reviewer.section or reviewer.section in places
        for stage in Stage:
            fits = DUTY_OF[stage] == reviewer.duty and covers and reviewer.person not in without
            name = named(reviewer)
            if fits and name not in found[stage]:
                found[stage].append(name)
    return found
