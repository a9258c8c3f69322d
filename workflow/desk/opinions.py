"""The opinions and findings of a submission as the desk lists them."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ledger import bodies
from ledger.broken import Broken
from ledger.canonical import NotCanonical, short_code
from ledger.formats import v1
from workflow.desk import wording
from workflow.desk.dossier import Dossier
from workflow.desk.leaves import place_label
from workflow.models import Disposition, Finding, Opinion
from workflow.names import STAGES
from workflow.queries import rounds
from workflow.states import Stage

RETURN, DRAFTER = "return", "drafter"


@dataclass(frozen=True)
class OpinionLine:
    """One signature, earlier rounds included; `void` when a later return took it back."""

    person: str
    post: str
    on_behalf_of: str
    act: str
    back: bool
    void: bool
    mine: bool
    at: datetime
    round: int
    code: str
    words: str
    stage: Stage


def opinions(dossier: Dossier, person: str) -> list[OpinionLine]:
    """Give all opinions of this round and the rounds before it, newest first."""
    lines: list[OpinionLine] = []
    for row in dossier.rounds:
        lines += [
            _line(each, row.round, row.digest, void, each.person == person)
            for each, void in reversed(rounds.opinions(row))
        ]
    return lines


def _line(row: Opinion, number: int, digest: str, void: bool, mine: bool) -> OpinionLine:
    statement = v1.Opinion.parse(bytes(row.statement))
    behalf = statement.on_behalf_of
    stage = Stage(row.stage)
    return OpinionLine(
        person=row.person_name,
        post=row.post,
        on_behalf_of=behalf["name"] if behalf else "",
        act=_act(stage, row),
        back=row.decision == RETURN,
        void=void,
        mine=mine,
        at=row.signed_at,
        round=number,
        code=short_code(digest),
        words=spoken(row.words),
        stage=stage,
    )


def _act(stage: Stage, row: Opinion) -> str:
    if row.decision != RETURN:
        return _("%(stage)s: passed") % {"stage": STAGES[stage]}
    if row.target in ("", DRAFTER):
        return _("%(stage)s: returned to the drafter") % {"stage": STAGES[stage]}
    target = STAGES[Stage(row.target)]
    return _("%(stage)s: returned to %(target)s") % {"stage": STAGES[stage], "target": target}


def spoken(digest: str | None) -> str:
    """Give the words of a digest; what was erased by order says so."""
    if not digest:
        return ""
    try:
        return bodies.words(digest)
    except Broken as broken:
        return str(broken)


@dataclass(frozen=True)
class DispositionLine:
    """What somebody did with a finding."""

    decision: str
    decision_label: str | Promise
    reason: str
    person: str
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
    decision: str = ""
    reason: str = ""
    dispositions: list[DispositionLine] = field(default_factory=list)
    typed: str = ""
    error: str = ""

    @property
    def done(self) -> bool:
        """Whether the present stage has disposed of it."""
        return bool(self.decision)

    @property
    def decision_label(self) -> str | Promise:
        """What was done, in words."""
        return wording.decision(self.decision)


def findings(dossier: Dossier) -> list[FindingLine]:
    """Give the findings in order, each with its dispositions, newest last."""
    titles = {page.content.page: page.title for page in dossier.pages}
    rows = list(dossier.row.findings.order_by("position").prefetch_related("dispositions"))
    counts: dict[int, Disposition | None] = {}
    if dossier.stage is not None:
        counts = {row.pk: last for row, last in rounds.findings(dossier.row, dossier.stage)}
    return [_finding(number, row, titles, counts.get(row.pk)) for number, row in enumerate(rows, 1)]


def _finding(
    number: int, row: Finding, titles: dict[str, str], last: Disposition | None
) -> FindingLine:
    said = v1.Finding.parse(bytes(row.statement))
    place = place_label(said.place)
    if len(titles) > 1:
        place = f"{titles.get(said.page, said.page)} · {place}"
    line = FindingLine(
        number,
        row,
        said.code,
        said.severity,
        str(wording.severity(said.severity)[2]),
        said.message,
        said.excerpt,
        place,
        said.suggestion,
        said.page,
    )
    for past in sorted(row.dispositions.all(), key=lambda each: each.pk):
        line.dispositions.append(_disposition(past))
    if last is not None:
        line.decision, line.reason = last.decision, last.reason
    return line


def _disposition(row: Disposition) -> DispositionLine:
    return DispositionLine(
        row.decision,
        wording.decision(row.decision),
        row.reason,
        row.person_name,
        STAGES[Stage(row.stage)],
        row.at,
    )


def decisions(lines: list[FindingLine]) -> dict[str, int]:
    """Count what was done with the findings."""
    return dict(Counter(line.decision for line in lines if line.decision))


def spoken_bodies(header: v1.Release) -> tuple[str, str]:
    """Give who stands behind a release, in the order of the stages, and its reason if any."""
    try:
        if header.kind == "withdraw":
            withdrawal = v1.Withdrawal.parse(bodies.get(header.statement))
            return withdrawal.person["name"], spoken(withdrawal.reason)
        digests = [opinion["digest"] for opinion in header.opinions]
        signed = bodies.get_many(digests)
        names = [v1.Opinion.parse(signed[digest]).person["name"] for digest in digests]
    except (Broken, NotCanonical) as broken:
        return str(broken), ""
    return " → ".join(names), ""
