"""The auditor's page of `check_gate`: the runs, one report, a button that starts another.

Auditors and system administrators read it. The run itself is a process of its own, started by
whoever knows how (`STARTER`); this page sees how far it is, and reads its report from the record.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ledger import entries
from workflow import queries
from workflow.presence import Presence
from workflow.queries.gate import gate_run, gate_runs
from workflow.refusals import Refusal
from workflow.reports.answers import with_presence
from workflow.reports.outcomes import MEANINGS, NAMES, Outcome
from workflow.roles import Duty
from workflow.rules.facts import Standing
from workflow.rules.standing import appointed

READERS = frozenset({Duty.AUDIT, Duty.SYSTEM})
#: What stands first in a report.
_FIRST = (Outcome.OPEN, Outcome.ADMITTED)
_SECONDS = 5


@dataclass(frozen=True)
class Starter:
    """How a run is started, and how far it is: done and how many, None when none is running."""

    start: Callable[[Presence], None]
    progress: Callable[[], tuple[int, int] | None]


STARTER: list[Starter] = []
"""Filled by whoever knows the command: the desk does not know the public side."""


@require_safe
@with_presence
def runs(request: HttpRequest, who: Presence) -> HttpResponse:
    """List the runs, newest first, and say how far one is that is running."""
    refusals = against(who)
    if refusals:
        return _screen(request, refusals=refusals, refused=True, status=403)
    progress = STARTER[0].progress() if STARTER else None
    response = _screen(request, progress=progress)
    if progress is not None:
        response.headers["Refresh"] = str(_SECONDS)
    return response


@require_POST
@with_presence
def start(request: HttpRequest, who: Presence) -> HttpResponse:
    """Start a run in the background; a second one at the same time is not started."""
    refusals = against(who)
    if refusals:
        return _screen(request, refusals=refusals, refused=True, status=403)
    if not STARTER:
        sentence = _("This process cannot start the check. Let the operator run check_gate.")
        return _screen(request, refusals=[Refusal("no_starter", sentence)], status=503)
    if STARTER[0].progress() is None:
        STARTER[0].start(who)
    return redirect("reports:gate")


@require_safe
@with_presence
def report(request: HttpRequest, who: Presence, sequence: int) -> HttpResponse:
    """Show one report whole, ready to be printed: what got through first."""
    refusals = against(who)
    if refusals:
        return _screen(request, refusals=refusals, refused=True, status=403)
    found = gate_run(sequence)
    if found is None:
        raise Http404
    run, document = found
    lines = [_line(value) for value in document.get("lines", [])]
    lines.sort(key=lambda line: (line["outcome"] not in _FIRST, line["outcome"] != Outcome.OPEN))
    context = {
        "run": run,
        "counts": _counts(run.counts),
        "lines": lines,
        "asked": document.get("asked", ""),
        "seconds": round(int(document.get("milliseconds", 0)) / 1000),
        "who": who.person.name,
        "now": timezone.localtime(),
        "breadcrumbs_items": [
            {"url": reverse("reports:gate"), "label": _("Gate")},
            {"url": "", "label": _("Report %(number)d") % {"number": sequence}},
        ],
    }
    return render(request, "reports/gate_report.html", context)


def against(who: Presence) -> list[Refusal]:
    """Give the reasons why somebody has no business here, none for auditors and operators."""
    moment = entries.now()
    return appointed(Standing(queries.signer(who, moment), READERS, (), moment))


def _screen(
    request: HttpRequest,
    *,
    refusals: list[Refusal] | None = None,
    refused: bool = False,
    progress: tuple[int, int] | None = None,
    status: int = 200,
) -> HttpResponse:
    found = [] if refused else gate_runs()
    newest = found[0] if found else None
    context = {
        "refusals": refusals or [],
        "refused": refused,
        "runs": [{"run": run, "counts": _counts(run.counts)} for run in found],
        "newest": newest,
        "old": newest is not None and newest.is_old(timezone.now()),
        "running": progress is not None,
        "done": progress[0] if progress else 0,
        "of": progress[1] if progress else 0,
        "can_start": bool(STARTER),
        "meanings": [(NAMES[each], MEANINGS[each], each.value) for each in Outcome],
        "breadcrumbs_items": [
            {"url": reverse("desk:queue"), "label": _("Review desk")},
            {"url": "", "label": _("Gate")},
        ],
    }
    return render(request, "reports/gate.html", context, status=status)


def _counts(counts: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {"name": NAMES[each], "key": each.value, "count": counts.get(each.value, 0)}
        for each in Outcome
        if counts.get(each.value, 0)
    ]


def _line(value: dict[str, Any]) -> dict[str, Any]:
    """Give a line of a report in the reader's language; an outcome of later versions stays."""
    outcome = str(value.get("outcome", ""))
    known = outcome in set(Outcome)
    expected = str(value.get("expected", ""))
    return {
        "number": value.get("number", ""),
        "key": value.get("key", ""),
        "outcome": outcome,
        "name": NAMES[Outcome(outcome)] if known else outcome,
        "expected": NAMES[Outcome(expected)] if expected in set(Outcome) else expected,
        **{part: _in_language(value.get(part)) for part in ("tried", "seen", "advice")},
    }


def _in_language(said: Any) -> str:
    if not isinstance(said, dict):
        return ""
    language = translation.get_language() or "zh-hans"
    return str(said.get(language) or said.get("zh-hans") or "")
