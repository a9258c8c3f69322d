"""What a rule is and what it gives: where, what is wrong, what would be right."""

from dataclasses import dataclass
from typing import NamedTuple

ERROR, WARNING, HINT = "error", "warning", "hint"
WEIGHTS = {ERROR: 2, WARNING: 1, HINT: 0}


class Hit(NamedTuple):
    """One place in a text. `start` and `end` count characters; `suggestion` may be empty.

    Messages are Chinese and part of what is signed, so they are not translated.
    """

    code: str
    severity: str
    start: int
    end: int
    message: str
    suggestion: str = ""


@dataclass(frozen=True)
class Rule:
    """One rule as the register shows it.

    `title` says in a few Chinese words what it looks for, `basis` names standard and clause,
    `wrong` and `right` are an example (`right` empty: only a person can tell). `cause` joins rules
    that notice one and the same mistake: of their hits that overlap one is kept. `deletes` says
    that an empty suggestion means "leave it out", not "no suggestion"; `whole` that whatever
    else is noticed inside its hits is part of the same mistake.
    """

    code: str
    title: str
    severity: str
    basis: str
    wrong: str
    right: str = ""
    cause: str = ""
    deletes: bool = False
    whole: bool = False

    def hit(
        self, start: int, end: int, message: str, suggestion: str = "", *, severity: str = ""
    ) -> Hit:
        """Give a hit of this rule; `severity` only where this place is less sure than the rule."""
        return Hit(self.code, severity or self.severity, start, end, message, suggestion)
