"""What a rule gives: a code, a weight, where, what is wrong, what would be right."""

from typing import NamedTuple

ERROR, WARNING, HINT = "error", "warning", "hint"


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
