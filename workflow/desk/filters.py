"""What a list is narrowed to: read from the address, applied, counted, written back."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Self
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workflow.desk.lines import Line
from workflow.names import STAGES
from workflow.queries.titles import titles
from workflow.states import STAGES as ORDER

LONGEST = 100
LABELS: dict[str, str | Promise] = {
    "q": gettext_lazy("Words"),
    "section": gettext_lazy("Section"),
    "stage": gettext_lazy("Stage"),
    "drafter": gettext_lazy("Drafter"),
    "urgent": gettext_lazy("Urgent only"),
    "overdue": gettext_lazy("Overdue only"),
}


@dataclass(frozen=True)
class Choice:
    """One value that a list can be narrowed to, with how many items it would leave."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Select:
    """What a list can be narrowed to in one respect."""

    name: str
    label: str | Promise
    choices: list[Choice]


@dataclass(frozen=True)
class Narrowed:
    """A filter that is on, in words, and the address without it."""

    label: str
    query: str


@dataclass(frozen=True)
class Filters:
    """What was asked for. An empty text asks for nothing."""

    q: str = ""
    section: str = ""
    stage: str = ""
    drafter: str = ""
    urgent: str = ""
    overdue: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Self:
        """Read the address; what is too long is cut, what means nothing leaves nothing."""
        return cls(**{f.name: asked.get(f.name, "").strip()[:LONGEST] for f in fields(cls)})

    @property
    def on(self) -> dict[str, str]:
        """The filters that ask for something."""
        return {f.name: value for f in fields(self) if (value := getattr(self, f.name))}

    def query(self, **more: str) -> str:
        """Write the address."""
        return urlencode({**more, **self.on})

    def apply(self, lines: Iterable[Line]) -> list[Line]:
        """Give the lines that fit everything that was asked for."""
        asked = [(TESTS[name], value) for name, value in self.on.items()]
        return [line for line in lines if all(fits(line, value) for fits, value in asked)]

    def without(self, name: str) -> Self:
        """Ask for the same but for one thing."""
        return replace(self, **{name: ""})

    def selects(self, lines: list[Line]) -> list[Select]:
        """Give what can be chosen, counted under all the other filters."""
        names = titles({uid for line in lines for uid in line.sections})
        drafters = {line.drafter: line.drafter_name for line in lines if line.drafter}
        offered: dict[str, Mapping[str, str]] = {
            "section": dict(sorted(names.items(), key=lambda pair: pair[1])),
            "stage": {stage.value: str(STAGES[stage]) for stage in ORDER},
            "drafter": dict(sorted(drafters.items(), key=lambda pair: pair[1])),
        }
        return [self._select(name, labels, lines) for name, labels in offered.items()]

    def _select(self, name: str, labels: Mapping[str, str], lines: list[Line]) -> Select:
        left = self.without(name).apply(lines)
        counts = Counter(value for line in left for value in VALUES[name](line))
        chosen = getattr(self, name)
        choices = [
            Choice(value, label, counts[value], value == chosen)
            for value, label in labels.items()
            if counts[value] or value == chosen
        ]
        return Select(name, LABELS[name], choices)

    def flags(self, lines: list[Line]) -> list[Choice]:
        """Give what can be ticked, counted under all the other filters."""
        return [
            Choice(
                name,
                str(LABELS[name]),
                sum(TESTS[name](line, "1") for line in self.without(name).apply(lines)),
                bool(getattr(self, name)),
            )
            for name in FLAGS
        ]

    def narrowed(self, selects: Iterable[Select], **more: str) -> list[Narrowed]:
        """Say which filters are on, each with the address without it."""
        labels = {(s.name, c.value): c.label for s in selects for c in s.choices}
        found = []
        for name, value in self.on.items():
            words = labels.get((name, value), value)
            label = str(LABELS[name])
            if name not in FLAGS:
                label = _("%(filter)s: %(value)s") % {"filter": label, "value": words}
            found.append(Narrowed(label, self.without(name).query(**more)))
        return found


def folded(text: str) -> str:
    """Give a text as it is searched: full-width and half-width, upper and lower case alike."""
    return unicodedata.normalize("NFKC", text).casefold()


def _speaks_of(line: Line, words: str) -> bool:
    """Chinese has no spaces between words: every part that was typed stands in one of the titles,
    or in the drafter's name."""
    text = folded("\n".join((*line.titles, line.drafter_name)))
    return all(part in text for part in folded(words).split())


VALUES: dict[str, Callable[[Line], Iterable[str]]] = {
    "section": lambda line: line.sections,
    "stage": lambda line: [line.stage.value] if line.stage else [],
    "drafter": lambda line: [line.drafter],
}
TESTS: dict[str, Callable[[Line, str], bool]] = {
    "q": _speaks_of,
    "urgent": lambda line, _value: line.urgent,
    "overdue": lambda line, _value: line.late,
    **{
        name: lambda line, value, values=values: value in values(line)
        for name, values in VALUES.items()
    },
}
FLAGS = ("urgent", "overdue")
