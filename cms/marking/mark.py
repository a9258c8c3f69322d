"""One finding as it is drawn on the page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """A finding: its number on the desk, its weight, which characters of which field it means.

    `label` says in words what a number alone does not; `where` names the field; `done` when the
    present stage has disposed of it.
    """

    number: int
    severity: str
    place: str
    start: int
    end: int
    label: str
    where: str
    excerpt: str = ""
    done: bool = False
