"""What proofreading found and what people did with it, for the auditor and the keepers of lists."""

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ledger import entries
from workflow.corrections.models import Scan, Task
from workflow.lexicons.offers import Offer, offered
from workflow.models import Disposition, Finding, Person
from workflow.presence import Presence
from workflow.proofreading import rule
from workflow.reports.answers import against, crumbs, held, refused, with_presence
from workflow.reports.period import Period
from workflow.roles import Duty

READERS = frozenset({Duty.AUDIT, Duty.SECURITY, Duty.FINAL})


@dataclass
class Line:
    """Findings of a rule, a unit or a person, counted by what was done with them last."""

    label: str
    severity: str = ""
    found: int = 0
    decisions: Counter[str] = field(default_factory=Counter)

    @property
    def kept(self) -> int:
        """Kept with a reason."""
        return self.decisions["kept"]

    @property
    def false_alarms(self) -> int:
        """Called a false alarm."""
        return self.decisions["false_alarm"]

    @property
    def returned(self) -> int:
        """Listed for return."""
        return self.decisions["return"]

    @property
    def share(self) -> int:
        """How many of a hundred that somebody decided about were called false alarms."""
        decided = sum(self.decisions.values())
        return round(100 * self.false_alarms / decided) if decided else 0


@dataclass(frozen=True)
class Mending:
    """What reading everything public again found, and how long it took to put right."""

    opened: int
    corrected: int
    withdrawn: int
    kept: int
    open: int
    late: int
    median: timedelta | None


@dataclass(frozen=True)
class Report:
    """Everything on the screen."""

    rules: list[Line]
    units: list[Line]
    people: list[Line]
    mending: Mending
    scans: list[Scan]
    offers: list[Offer]


@require_safe
@with_presence
def findings(request: HttpRequest, who: Presence) -> HttpResponse:
    """Show the report of a period."""
    heading = _("Findings of proofreading")
    if not held(who) & READERS:
        return refused(request, against(who, READERS), heading)
    period = Period.asked(request.GET)
    context = {
        "heading": heading,
        "icon": "tick-inverse",
        "crumbs": crumbs(heading),
        "period": period,
        "report": report(*period.moments()),
    }
    return render(request, "reports/proofreading.html", context)


def report(begins: datetime, ends: datetime) -> Report:
    """Count what was found in what was submitted in a period."""
    rows = Finding.objects.filter(
        submission__submitted_at__gte=begins, submission__submitted_at__lt=ends
    )
    departments = dict(Person.objects.values_list("uid", "department"))
    last: dict[int, str] = {}
    people: dict[str, Line] = {}
    for finding, decision, name in (
        Disposition.objects.filter(finding__in=rows)
        .order_by("pk")
        .values_list("finding_id", "decision", "person_name")
    ):
        last[finding] = decision
        line = people.setdefault(name, Line(name))
        line.found += 1
        line.decisions[decision] += 1
    rules: dict[str, Line] = {}
    units: dict[str, Line] = defaultdict(lambda: Line(""))
    found = rows.values_list("pk", "code", "severity", "submission__submitter")
    for pk, code, severity, submitter in found.iterator():
        unit = departments.get(submitter) or _("without a unit")
        mine = units[unit]
        mine.label = unit
        for line in (rules.setdefault(code, Line(f"{rule(code).title} {code}", severity)), mine):
            line.found += 1
            if pk in last:
                line.decisions[last[pk]] += 1
    return Report(
        _most(rules.values()),
        _most(units.values()),
        _most(people.values()),
        _mending(begins, ends),
        list(Scan.objects.filter(started_at__gte=begins, started_at__lt=ends).order_by("-pk")[:20]),
        offered(),
    )


def _most(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (-line.found, line.label))


def _mending(begins: datetime, ends: datetime) -> Mending:
    tasks = list(Task.objects.filter(opened_at__gte=begins, opened_at__lt=ends))
    how = Counter(task.closed_how for task in tasks if task.closed_at)
    spans = [
        task.closed_at - task.opened_at
        for task in tasks
        if task.closed_at and task.closed_how in ("corrected", "withdrawn")
    ]
    still = [task for task in tasks if task.closed_at is None]
    now = entries.now()
    return Mending(
        opened=len(tasks),
        corrected=how["corrected"],
        withdrawn=how["withdrawn"],
        kept=how["reason"] + how["reviewed"],
        open=len(still),
        late=sum(task.due < now for task in still),
        median=statistics.median(spans) if spans else None,
    )
