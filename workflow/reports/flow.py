"""流转概况 on screen and as a table: of everything for administrators, of their own for signers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ledger import entries
from workflow.names import STAGES, STATES
from workflow.presence import Presence
from workflow.queries.courses import courses
from workflow.queries.titles import titles
from workflow.reports import cells
from workflow.reports.answers import against, as_file, crumbs, enter, held, refused, with_presence
from workflow.reports.period import Period
from workflow.reports.turnaround import Line, Turnaround, section_uids, turnaround
from workflow.roles import ADMINISTRATORS, SIGNERS
from workflow.states import STAGES as ORDER
from workflow.states import Stage, State

READERS = ADMINISTRATORS | SIGNERS


@require_http_methods(["GET", "HEAD", "POST"])
@with_presence
def flow(request: HttpRequest, who: Presence) -> HttpResponse:
    """Show the report of a period; on POST give it as a table, and write that down."""
    heading = _("Turnaround")
    duties = held(who)
    if not duties & READERS:
        return refused(request, against(who, READERS), heading)
    period = Period.asked(request.POST if request.method == "POST" else request.GET)
    own = "" if duties & ADMINISTRATORS else who.person.uid
    found = courses(*period.moments(), entries.now(), signed_by=own)
    report = turnaround(found, titles(section_uids(found)), only=own)
    if request.method == "POST":
        enter(
            who,
            {"turnaround": len(found), "since": str(period.first), "until": str(period.last)},
        )
        response = HttpResponse(written(report), content_type="text/csv; charset=utf-8")
        return as_file(response, f"流转概况-{period.first}-{period.last}.csv")
    context = {
        "heading": heading,
        "icon": "history",
        "crumbs": crumbs(heading),
        "period": period,
        "report": report,
        "count": len(found),
        "own": bool(own),
        "tables": [
            {"key": "sections", "label": _("By section"), "lines": report.sections},
            {"key": "units", "label": _("By unit"), "lines": report.units},
            {"key": "drafters", "label": _("By drafter"), "lines": report.drafters},
        ],
    }
    return render(request, "reports/flow.html", context)


def written(report: Turnaround) -> str:
    """Give the report as one table; times are in hours."""
    stages = [stage for stage in Stage if stage in ORDER or stage in report.whole.spans]
    head = [_("Counted by"), _("Name of the line"), _("Items (pages)"), *map(str, STATES.values())]
    head += [_("Submitted (times)")]
    for stage in stages:
        name = STAGES[stage]
        head += [
            _("%(stage)s: signatures") % {"stage": name},
            _("%(stage)s: median (hours)") % {"stage": name},
            _("%(stage)s: longest (hours)") % {"stage": name},
        ]
    head += [_("Returned (times)"), _("Late (signatures)")]
    parts = [
        (_("All together"), [report.whole] if report.whole.rounds else []),
        (_("a section"), report.sections),
        (_("a unit"), report.units),
        (_("a drafter"), report.drafters),
        (_("a signer"), report.signers),
    ]
    return cells.table(
        [head, *(_cells(label, line, stages) for label, lines in parts for line in lines)]
    )


def _cells(label: str, line: Line, stages: list[Stage]) -> list[object]:
    states = list(line.states.values())
    row: list[object] = [label, line.label, line.items, *(states.count(state) for state in State)]
    row.append(line.rounds)
    for stage in stages:
        time = line.time(stage)
        spans = (time.middle, time.longest) if time.spans else ()
        hours = [f"{span.total_seconds() / 3600:.1f}" for span in spans]
        row += [len(time.spans), *(hours or ["", ""])]
    return [*row, line.returns, line.overdue]
