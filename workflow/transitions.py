"""The one table of what moves a working copy from which state to which. The diagram in
`docs/workflow.md` is made from it (`manage.py workflow_diagram`). Who is refused and why stands in
`rules`; that a move happens once, in `machine`."""

from dataclasses import dataclass
from enum import StrEnum

from workflow.roles import DUTY_OF, Duty
from workflow.states import EXTRAS, State

DRAFTING, RETURNED, RELEASED = State.DRAFTING, State.RETURNED, State.RELEASED
FIRST, SECOND, FINAL = State.FIRST_REVIEW, State.SECOND_REVIEW, State.FINAL_REVIEW

DRAFTERS = (Duty.DRAFT,)
AT_FIRST = (Duty.FIRST, Duty.FIRST_PROOF)
AT_SECOND = (Duty.SECOND, Duty.SECOND_PROOF)
# Beside the final stage its proof is signed, and what a policy asks for besides the three.
BESIDE_FINAL = (Duty.FINAL_PROOF, *(DUTY_OF[stage] for stage in EXTRAS))
AT_FINAL = (Duty.FINAL, *BESIDE_FINAL)


class Verb(StrEnum):
    """What a person can do with a working copy."""

    SUBMIT = "submit"
    PASS = "pass"  # noqa: S105 - a verb
    ENDORSE = "endorse"
    APPROVE = "approve"
    RETURN = "return"
    RECALL = "recall"
    WITHDRAW = "withdraw"


@dataclass(frozen=True)
class Transition:
    """A verb takes a working copy from any of `sources` to `target`; `duties` say who does it."""

    verb: Verb
    sources: tuple[State, ...]
    target: State
    duties: tuple[Duty, ...]

    @property
    def name(self) -> str:
        """The name of the move: verb and target."""
        return f"{self.verb}_to_{self.target}"


TABLE: tuple[Transition, ...] = (
    #          verb           from                            to        who
    Transition(Verb.SUBMIT, (DRAFTING, RETURNED, RELEASED), FIRST, DRAFTERS),
    Transition(Verb.PASS, (FIRST,), SECOND, (Duty.FIRST,)),
    Transition(Verb.PASS, (SECOND,), FINAL, (Duty.SECOND,)),
    Transition(Verb.ENDORSE, (FIRST,), FIRST, (Duty.FIRST_PROOF,)),
    Transition(Verb.ENDORSE, (SECOND,), SECOND, (Duty.SECOND_PROOF,)),
    Transition(Verb.ENDORSE, (FINAL,), FINAL, BESIDE_FINAL),
    Transition(Verb.APPROVE, (FINAL,), RELEASED, (Duty.FINAL,)),
    Transition(Verb.RETURN, (FIRST,), RETURNED, AT_FIRST),
    Transition(Verb.RETURN, (SECOND,), RETURNED, AT_SECOND),
    Transition(Verb.RETURN, (SECOND,), FIRST, AT_SECOND),
    Transition(Verb.RETURN, (FINAL,), RETURNED, AT_FINAL),
    Transition(Verb.RETURN, (FINAL,), FIRST, AT_FINAL),
    Transition(Verb.RETURN, (FINAL,), SECOND, AT_FINAL),
    Transition(Verb.RECALL, (FIRST, SECOND, FINAL), DRAFTING, DRAFTERS),
    Transition(Verb.WITHDRAW, tuple(State), DRAFTING, (Duty.FINAL,)),
)


def find(verb: Verb, source: State, target: State | None = None) -> Transition | None:
    """Give the row for a verb from a state (to a target, where the verb has several), or None."""
    for row in TABLE:
        if row.verb == verb and source in row.sources and target in (None, row.target):
            return row
    return None
