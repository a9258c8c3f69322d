"""What stands in the way of a submission: a place and a sentence."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    """One thing that must be put right before the page can be submitted."""

    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}：{self.sentence}" if self.place else self.sentence


@dataclass
class Problems:
    """Collects problems; the same one at the same place counts once."""

    found: list[Problem] = field(default_factory=list)

    def add(self, place: object, sentence: object) -> None:
        """Note a problem."""
        problem = Problem(str(place), str(sentence))
        if problem not in self.found:
            self.found.append(problem)
