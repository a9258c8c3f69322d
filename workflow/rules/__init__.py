"""Who may not, and why: pure functions from facts to refusals.

Read `facts` first. Then `standing` (who a person is and what they are appointed to), `signing`
(opinions), `releasing` (what is looked at again before a release), `submitting`, `withdrawing`,
`appointing`. Each rule is one function that gives its refusal or None, and its sentence stands
there and nowhere else; the tuples at the end of each module say which verb asks which rules.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from workflow.refusals import Refusal, Refused

__all__ = ["Refusal", "Refused", "ask"]

Facts = TypeVar("Facts")


def ask(rules: Iterable[Callable[[Facts], Refusal | None]], facts: Facts) -> list[Refusal]:
    """Give the refusals of all rules that refuse, in the order of the rules."""
    answers = (rule(facts) for rule in rules)
    return [answer for answer in answers if answer is not None]
