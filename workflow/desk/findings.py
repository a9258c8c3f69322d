"""The findings of a submission as the desk lists them, each with what became of it."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ledger.formats import v1
from workflow.desk import wording
from workflow.desk.dossier import Dossier
from workflow.desk.leaves import place_label
from workflow.desk.previous_round import said_before
from workflow.desk.typed import LONGEST_REASON
from workflow.models import Disposition, Finding
from workflow.names import STAGES
from workflow.proofreading import rule
from workflow.queries import rounds
from workflow.states import Stage, level

KEPT, FALSE_ALARM, RETURN = "kept", "false_alarm", "return"


@dataclass(frozen=True)
class DispositionLine:
    """What somebody did with a finding."""

    decision: str
    decision_label: str | Promise
    reason: str
    person: str
    stage: Stage
    stage_label: str | Promise
    at: datetime


@dataclass
class FindingLine:
    """One finding with what became of it; `done` means: disposed of at the present stage."""

    number: int
    row: Finding
    code: str
    severity: str
    severity_class: str
    message: str
    excerpt: str
    where: str
    suggestion: str
    page: str = ""
    place: str = ""
    on: int = 1
    decision: str = ""
    reason: str = ""
    dispositions: list[DispositionLine] = field(default_factory=list)
    earlier: DispositionLine | None = None
    typed: str = ""
    error: str = ""

    @property
    def done(self) -> bool:
        """Whether the present stage has disposed of it."""
        return bool(self.decision)

    @property
    def rule_title(self) -> str:
        """What its rule looks for, in words."""
        return rule(self.code).title

    @property
    def decision_label(self) -> str | Promise:
        """What was done, in words."""
        return wording.decision(self.decision)

    @property
    def confirmation(self) -> str:
        """The reason with which the present stage agrees with an earlier one."""
        if self.earlier is None:
            return ""
        words = _("agreed with %(stage)s (%(person)s): %(reason)s") % {
            "stage": self.earlier.stage_label,
            "person": self.earlier.person,
            "reason": self.earlier.reason or self.earlier.decision_label,
        }
        return words[:LONGEST_REASON]


def findings(dossier: Dossier) -> list[FindingLine]:
    """Give the findings in order, each with its dispositions, newest last."""
    places = {page.content.page: page for page in dossier.pages}
    rows = list(dossier.row.findings.order_by("position").prefetch_related("dispositions"))
    stage = dossier.acting
    begun = rounds.begun_again((each for each, _void in dossier.opinions), stage) if stage else None
    before = said_before(dossier, rows) if stage is not None else {}
    lines = []
    for number, row in enumerate(rows, 1):
        line = _line(number, row)
        page = places.get(line.page)
        if page is not None:
            line.on = page.position
        if len(places) > 1:
            line.where = f"{page.title if page else line.page} · {line.where}"
        line.dispositions = [_disposition(each) for each in _oldest_first(row)]
        counted = [each for each in line.dispositions if _counts(each, stage, begun)]
        if counted:
            line.decision, line.reason = counted[-1].decision, counted[-1].reason
        elif stage is not None:
            line.earlier = _earlier(line.dispositions, stage)
            if line.earlier is None and not line.dispositions and row.pk in before:
                line.earlier = _of_previous_round(before[row.pk])
        lines.append(line)
    return lines


def decisions(lines: list[FindingLine]) -> dict[str, int]:
    """Count what was done with the findings."""
    return dict(Counter(line.decision for line in lines if line.decision))


def _line(number: int, row: Finding) -> FindingLine:
    said = v1.Finding.parse(bytes(row.statement))
    return FindingLine(
        number=number,
        row=row,
        code=said.code,
        severity=said.severity,
        severity_class=str(wording.severity(said.severity)[2]),
        message=said.message,
        # A picture or a file is quoted in its markup, which is nothing to be read.
        excerpt="" if said.excerpt.startswith("<") else said.excerpt,
        where=place_label(said.place),
        suggestion=said.suggestion,
        page=said.page,
        place=said.place,
    )


def _oldest_first(row: Finding) -> list[Disposition]:
    return sorted(row.dispositions.all(), key=lambda each: each.pk)


def _counts(line: DispositionLine, stage: Stage | None, begun: datetime | None) -> bool:
    """Say whether a disposition counts at a stage: it is of the stage, and since it last began."""
    return line.stage is stage and (begun is None or line.at > begun)


def _earlier(lines: list[DispositionLine], stage: Stage) -> DispositionLine | None:
    """Give what the nearest earlier stage did last, when it lets the finding stand."""
    before = [line for line in lines if level(line.stage) < level(stage)]
    if not before:
        return None
    nearest = max(level(line.stage) for line in before)
    last = [line for line in before if level(line.stage) == nearest][-1]
    return last if last.decision != RETURN else None


def _of_previous_round(row: Disposition) -> DispositionLine | None:
    """What was said of the same sentence in the round before; what was returned is asked anew."""
    if row.decision == RETURN:
        return None
    said = _disposition(row)
    return replace(said, stage_label=_("%(stage)s, round before") % {"stage": said.stage_label})


def _disposition(row: Disposition) -> DispositionLine:
    stage = Stage(row.stage)
    return DispositionLine(
        row.decision,
        wording.decision(row.decision),
        row.reason,
        row.person_name,
        stage,
        STAGES[stage],
        row.at,
    )
