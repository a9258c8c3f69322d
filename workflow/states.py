"""States of the working copy, stages of review, public status."""

from enum import StrEnum


class State(StrEnum):
    """Where the working copy of a page stands."""

    DRAFTING = "drafting"
    FIRST_REVIEW = "first_review"
    SECOND_REVIEW = "second_review"
    FINAL_REVIEW = "final_review"
    RETURNED = "returned"
    RELEASED = "released"


class Stage(StrEnum):
    """The three stages: 初审, 复审, 终审. There are three, always."""

    FIRST = "first"
    SECOND = "second"
    FINAL = "final"


UNDER_REVIEW = frozenset({State.FIRST_REVIEW, State.SECOND_REVIEW, State.FINAL_REVIEW})
EDITABLE = frozenset({State.DRAFTING, State.RETURNED, State.RELEASED})

STAGE_OF = {
    State.FIRST_REVIEW: Stage.FIRST,
    State.SECOND_REVIEW: Stage.SECOND,
    State.FINAL_REVIEW: Stage.FINAL,
}
STATE_OF = {stage: state for state, stage in STAGE_OF.items()}
STAGES = (Stage.FIRST, Stage.SECOND, Stage.FINAL)
