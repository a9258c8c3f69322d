"""What verification of everything found."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

# Beyond that many a list helps nobody; they are still counted.
MOST = 1000


@dataclass(frozen=True)
class Problem:
    """One thing that does not verify: where, and a sentence."""

    place: str
    sentence: str


@dataclass
class Report:
    """Counts of what was checked, and the problems, the first one first."""

    checked: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    more: int = 0
    affected: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        """Everything verified."""
        return not self.problems

    @property
    def rows(self) -> int:
        """How many rows were checked."""
        return sum(self.checked.values())

    def add(self, place: str, sentence: str) -> None:
        """Note a problem."""
        if len(self.problems) < MOST:
            self.problems.append(Problem(place, sentence))
        else:
            self.more += 1

    def document(self) -> dict[str, Any]:
        """Give the report for a machine."""
        return {
            "ok": self.ok,
            "checked": dict(self.checked),
            "problems": [
                {"place": problem.place, "sentence": problem.sentence} for problem in self.problems
            ],
            "more_problems": self.more,
            "first": {
                "place": self.problems[0].place,
                "sentence": self.problems[0].sentence,
                "affects": self.affected,
            }
            if self.problems
            else None,
            "seconds": round(self.seconds, 3),
        }
