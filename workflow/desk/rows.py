"""The rows of the desk's lists: lines of one page of a list, with all that is shown of them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from math import ceil

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from ledger.broken import Broken
from ledger.canonical import NotCanonical, digest
from ledger.formats import v1
from ledger.models import Body
from workflow import anchors
from workflow.desk import wording
from workflow.desk.kinds import kind_name
from workflow.desk.lines import Line
from workflow.desk.opinions import RETURN
from workflow.desk.reviewers import Reviewer, appointed_reviewers, names_by_stage
from workflow.desk.stages import Step, lacking, steps
from workflow.models import Person
from workflow.presence import Presence
from workflow.queries.batch import Round
from workflow.queries.titles import titles
from workflow.states import Stage

SEVERITIES = ("error", "warning", "hint")
CHARACTERS_A_MINUTE = 400
SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Size:
    """How much there is to read; None where the frozen text cannot be read."""

    characters: int | None = 0
    attachments: int = 0
    pictures: int = 0

    @property
    def minutes(self) -> int:
        """Reading time of somebody who reads to find mistakes."""
        return max(1, ceil((self.characters or 0) / CHARACTERS_A_MINUTE))


@dataclass(frozen=True)
class Row:
    """One line as it is drawn. `counts` is None where findings say nothing."""

    line: Line
    title: str
    department: str = ""
    section: str = ""
    kind: str = ""
    pages: int = 1
    round: int = 1
    note: str = ""
    lacks: str = ""
    size: Size | None = None
    counts: list[tuple[str, int]] | None = None
    steps: list[Step] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it opens."""
        return self.line.url

    @property
    def age(self) -> str:
        """How long it has been waiting."""
        return wording.age(self.line.since)

    @property
    def left(self) -> str:
        """How much time is left, or by how much it is late."""
        return wording.time_left(self.line.due) if self.line.due else ""

    @property
    def due(self) -> datetime | None:
        """The deadline."""
        return self.line.due

    @property
    def late(self) -> bool:
        """Whether it is overdue."""
        return self.line.late


class Drawing:
    """Draws rows; what they need besides their lines is read once for all of them."""

    def __init__(self, lines: Sequence[Line], who: Presence | None) -> None:
        """Read titles, departments, contents and appointments for these lines."""
        rounds = [line.round for line in lines if line.round]
        self._who = who
        self._appointed: list[Reviewer] = appointed_reviewers() if rounds else []
        self._titles = titles(_first_lineages(rounds))
        people = Person.objects.filter(uid__in={each.drafter.uid for each in rounds})
        self._departments = dict(people.values_list("uid", "department"))
        self._sizes = _sizes(rounds)
        self._said = _spoken(rounds)

    def row(self, line: Line) -> Row:
        """Draw one line."""
        found = line.round
        if found is None:
            return Row(line, line.titles[0], note=line.note)
        first = found.statement.items[0]
        contributors = {person.uid for person in found.written_by}
        names = names_by_stage(self._appointed, {first["page"], *first["lineage"]}, contributors)
        if self._who is not None:
            mine = self._who.person.name
            names = {each: _me_first(list_, mine) for each, list_ in names.items()}
        if line.named is not None and line.stage is not None:
            names[line.acting or line.stage] = [line.named.name]
        return Row(
            line=line,
            title=first["title"],
            department=self._departments.get(found.drafter.uid, ""),
            section=" › ".join(self._titles.get(uid, uid) for uid in first["lineage"]),
            kind=kind_name(first["kind"]),
            pages=len(found.items),
            round=found.statement.round,
            note=self._note(line, found),
            lacks=_lacks(line, found, names),
            size=self._sizes.get(found.submission.pk),
            counts=_counts(found, line) if line.stage else None,
            steps=steps(line.stage, list(found.opinions), names, found.asked),
        )

    def _note(self, line: Line, found: Round) -> str:
        """Quote the return."""
        last = found.opinions[-1][0] if found.opinions else None
        if line.stage is not None or last is None or last.decision != RETURN:
            return line.note
        said, _quoted = anchors.parse(self._said.get(last.words, ""))
        words = Truncator(said).chars(80)
        return _("%(name)s: “%(words)s”") % {"name": last.person_name, "words": words}


def draw(lines: Sequence[Line], who: Presence | None) -> list[Row]:
    """Draw lines in their order."""
    drawing = Drawing(lines, who)
    return [drawing.row(line) for line in lines]


def _lacks(line: Line, found: Round, names: Mapping[Stage, list[str]]) -> str:
    """Say what else has to be signed beside the stage, and by whom it can be."""
    return lacking((each for each in found.missing if each is not line.acting), names)


def _me_first(names: list[str], mine: str) -> list[str]:
    return sorted(names, key=lambda name: name != mine)


def _first_lineages(rounds: Iterable[Round]) -> set[str]:
    return {uid for each in rounds for uid in each.statement.items[0]["lineage"]}


def _counts(found: Round, line: Line) -> list[tuple[str, int]]:
    """Count what this stage still has to dispose of."""
    assert line.stage is not None
    counted = found.undisposed(line.acting or line.stage)
    return [(name, counted[name]) for name in SEVERITIES if counted[name]]


def _sizes(rounds: Iterable[Round]) -> dict[int, Size]:
    """Measure the frozen contents."""
    wanted = {each.submission.pk: [item.content for item in each.items] for each in rounds}
    read = _bodies({digest for digests in wanted.values() for digest in digests})
    return {pk: _size([read.get(one) for one in digests]) for pk, digests in wanted.items()}


def _size(documents: Iterable[bytes | None]) -> Size:
    size = Size()
    for data in documents:
        try:
            content = v1.Content.parse(data or b"")
        except NotCanonical:
            return Size(None)
        uses = [asset["use"] for asset in content.assets]
        size = replace(
            size,
            characters=(size.characters or 0) + len(SPACE.sub("", content.text)),
            attachments=size.attachments + uses.count("attachment"),
            pictures=size.pictures + uses.count("picture"),
        )
    return size


def _spoken(rounds: Iterable[Round]) -> dict[str, str]:
    """Give the words of the last opinion of each round; what was erased has none."""
    wanted = {each.opinions[-1][0].words for each in rounds if each.opinions}
    found = {}
    for one, data in _bodies(wanted - {""}).items():
        try:
            found[one] = v1.Words.parse(data).text
        except (Broken, NotCanonical):
            continue
    return found


def _bodies(wanted: set[str]) -> Mapping[str, bytes]:
    """Give the bytes of several digests; those that are missing, erased or changed are left out."""
    rows = Body.objects.filter(digest__in=wanted).values_list("digest", "data")
    return {one: bytes(data) for one, data in rows if digest(bytes(data)) == one}
