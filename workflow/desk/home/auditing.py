"""What the auditor finds: whether the chain holds, what rang an alarm, which signatures were
refused."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import entries
from ledger.canonical import NotCanonical
from ledger.models import AuditEntry, EntryIndex
from workflow.desk import audit, wording
from workflow.desk.home.parts import SHOWN, Entry, Part
from workflow.names import STAGES
from workflow.queries.gate import gate_runs
from workflow.states import Stage


@dataclass(frozen=True)
class Alarm:
    """Something that rang and that nobody has closed."""

    sentence: str
    subject: str
    at: datetime


ALARMS: list[Callable[[], list[Alarm]]] = []
"""Who can tell of alarms. The public side knows them and does not know the desk, so that whoever
knows both registers here."""


def parts() -> list[Part]:
    """Give the parts."""
    return [_chain(), _gate(), _alarms(), _refusals()]


def _chain() -> Part:
    chain = audit.chain()
    return Part(
        key="chain",
        heading=_("The chains"),
        counted=False,
        hot=not chain.sound,
        entries=[
            Entry(
                title=chain.sentence,
                url=reverse("desk:audit"),
                meta=[
                    _("audit entry %(entry)s, release %(release)s")
                    % {"entry": chain.entry, "release": chain.release}
                ]
                if chain.sound
                else [],
                late=not chain.sound,
            )
        ],
    )


def _gate() -> Part:
    """Say when the ways round the review were last tried, and warn when that is long ago."""
    run = next(iter(gate_runs(limit=1)), None)
    if run is None:
        sentence, late = _("The gate was never checked on this installation."), True
    elif run.open:
        sentence, late = _("The last check of the gate found a way round the review."), True
    elif run.is_old(timezone.now()):
        sentence, late = _("The last check of the gate is older than 30 days."), True
    else:
        sentence, late = _("The last check of the gate found no way round the review."), False
    return Part(
        key="gate",
        heading=_("The gate"),
        counted=False,
        hot=late,
        entries=[
            Entry(
                title=sentence,
                url=reverse("reports:gate"),
                meta=[timezone.localtime(run.at).strftime("%Y-%m-%d %H:%M")] if run else [],
                right=wording.ago(run.at) if run else "",
                late=late,
            )
        ],
    )


def _alarms() -> Part:
    found = sorted((a for source in ALARMS for a in source()), key=lambda a: a.at, reverse=True)
    return Part(
        key="alarms",
        heading=_("Open alarms"),
        count=len(found),
        asks=True,
        hot=bool(found),
        entries=[
            Entry(title=a.sentence, meta=[a.subject], right=wording.ago(a.at), late=True)
            for a in found[:SHOWN]
        ],
        empty=_("No alarm is open."),
    )


def _refusals() -> Part:
    newest = EntryIndex.objects.filter(tag="signature:refused").order_by("-sequence")
    shown = list(newest[:SHOWN])
    rows = AuditEntry.objects.in_bulk([row.sequence for row in shown])
    return Part(
        key="refusals",
        heading=_("Signatures refused lately"),
        counted=False,
        entries=[
            Entry(
                title=row.person_name,
                url=reverse("desk:audit_entry", args=[row.sequence]),
                meta=_why(rows.get(row.sequence)),
                right=wording.ago(row.at),
            )
            for row in shown
        ],
        url=f"{reverse('desk:audit')}?tag=signature:refused",
        empty=_("None so far."),
    )


def _why(row: AuditEntry | None) -> list[str]:
    if row is None:
        return []
    try:
        detail = entries.header(row).detail
    except NotCanonical:
        return []
    stage = str(detail.get("stage", ""))
    return [str(STAGES[Stage(stage)]) if stage in set(Stage) else stage, *detail.get("rules", [])]
