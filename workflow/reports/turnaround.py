"""流转概况: how many items are where, how long each stage takes, what comes back, what is late.

Counted by section, by unit, by drafter and by whoever signed.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from workflow.names import STAGES, STATES, span_text
from workflow.queries.courses import Course, Leg
from workflow.states import STAGES as ORDER
from workflow.states import Stage, State


@dataclass(frozen=True)
class Time:
    """How long one stage took: in the middle, at the longest, of how many signatures."""

    stage: Stage
    spans: tuple[timedelta, ...]

    @property
    def label(self) -> Promise:
        """What the stage is called."""
        return STAGES[self.stage]

    @property
    def middle(self) -> timedelta:
        """Half of them took no longer."""
        return timedelta(seconds=median(each.total_seconds() for each in self.spans))

    @property
    def longest(self) -> timedelta:
        """The longest."""
        return max(self.spans)

    def __str__(self) -> str:
        if not self.spans:
            return ""
        return _("%(median)s, at most %(longest)s") % {
            "median": span_text(self.middle),
            "longest": span_text(self.longest),
        }


@dataclass
class Line:
    """One section, unit or person."""

    label: str
    rounds: int = 0
    returns: int = 0
    overdue: int = 0
    states: dict[str, State] = field(default_factory=dict)
    spans: dict[Stage, list[timedelta]] = field(default_factory=lambda: defaultdict(list))

    @property
    def items(self) -> int:
        """How many pages."""
        return len(self.states)

    @property
    def counted(self) -> list[tuple[Promise, int]]:
        """How many pages are in each state, in the order in which they go through them."""
        counts = Counter(self.states.values())
        return [(STATES[state], counts[state]) for state in State if counts[state]]

    def time(self, stage: Stage) -> Time:
        """How long a stage took."""
        return Time(stage, tuple(self.spans.get(stage, ())))

    @property
    def times(self) -> list[Time]:
        """How long each stage took: the three always, the others where there are any."""
        others = [stage for stage in Stage if stage not in ORDER and stage in self.spans]
        return [self.time(stage) for stage in (*ORDER, *others)]

    @property
    def known(self) -> list[Time]:
        """Those times that there are."""
        return [each for each in self.times if each.spans]

    @property
    def signed(self) -> int:
        """How many signatures."""
        return sum(map(len, self.spans.values()))


@dataclass(frozen=True)
class Turnaround:
    """The report of a period."""

    whole: Line
    sections: list[Line]
    units: list[Line]
    drafters: list[Line]
    signers: list[Line]


def turnaround(found: Iterable[Course], names: dict[str, str], *, only: str = "") -> Turnaround:
    """Count; `names` are the titles of sections, `only` leaves one person among the signers."""
    every = list(found)
    unnamed, nowhere = _("without a unit"), _("outside of all sections")
    whole = _grouped(every, lambda course: {"": _("All together")})
    legs = (leg for course in every for leg in course.legs)
    return Turnaround(
        whole=whole.get("", Line(_("All together"))),
        sections=_ordered(
            _grouped(
                every,
                lambda course: {
                    sent.section: names.get(sent.section, sent.section) if sent.section else nowhere
                    for sent in course.pages
                },
                by_section=True,
            )
        ),
        units=_ordered(_grouped(every, lambda course: {course.unit: course.unit or unnamed})),
        drafters=_ordered(
            _grouped(every, lambda course: {course.drafter.uid: course.drafter.name})
        ),
        signers=_signers(leg for leg in legs if only in ("", leg.person.uid)),
    )


def section_uids(found: Iterable[Course]) -> set[str]:
    """Give the uids of the sections that need a title."""
    return {sent.section for course in found for sent in course.pages if sent.section}


def _grouped(
    found: Iterable[Course], keys: Callable[[Course], dict[str, str]], *, by_section: bool = False
) -> dict[str, Line]:
    lines: dict[str, Line] = {}
    for course in found:
        for key, label in keys(course).items():
            line = lines.setdefault(key, Line(label))
            line.rounds += 1
            line.returns += course.returns
            line.overdue += course.overdue
            for leg in course.legs:
                line.spans[leg.stage].append(leg.took)
            for sent in course.pages:
                if not by_section or sent.section == key:
                    line.states[sent.page] = sent.state
    return lines


def _signers(legs: Iterable[Leg]) -> list[Line]:
    lines: dict[str, Line] = {}
    for leg in legs:
        line = lines.setdefault(leg.person.uid, Line(leg.person.name))
        line.returns += leg.returned
        line.overdue += leg.late
        line.spans[leg.stage].append(leg.took)
    return sorted(lines.values(), key=lambda line: (-line.signed, line.label))


def _ordered(lines: dict[str, Line]) -> list[Line]:
    return sorted(lines.values(), key=lambda line: (-line.items, line.label))
