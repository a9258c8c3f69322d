"""States of the working copy, stages of review, public status."""

from collections.abc import Collection, Iterable
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
    """What a person can sign. 初审, 复审, 终审: these three, always. A policy can ask for more:
    the proofs 一校, 二校, 三校 by people of their own, and the extra signatures."""

    FIRST = "first"
    SECOND = "second"
    FINAL = "final"
    FIRST_PROOF = "first_proof"
    SECOND_PROOF = "second_proof"
    FINAL_PROOF = "final_proof"
    COUNTERSIGN = "countersign"
    SECRECY = "secrecy"
    LEGAL = "legal"
    IDEOLOGY = "ideology"


UNDER_REVIEW = frozenset({State.FIRST_REVIEW, State.SECOND_REVIEW, State.FINAL_REVIEW})
EDITABLE = frozenset({State.DRAFTING, State.RETURNED, State.RELEASED})

STAGE_OF = {
    State.FIRST_REVIEW: Stage.FIRST,
    State.SECOND_REVIEW: Stage.SECOND,
    State.FINAL_REVIEW: Stage.FINAL,
}
STATE_OF = {stage: state for state, stage in STAGE_OF.items()}
STAGES = (Stage.FIRST, Stage.SECOND, Stage.FINAL)

PROOF_OF = {
    Stage.FIRST: Stage.FIRST_PROOF,
    Stage.SECOND: Stage.SECOND_PROOF,
    Stage.FINAL: Stage.FINAL_PROOF,
}
PROOFS = tuple(PROOF_OF.values())
EXTRAS = (Stage.COUNTERSIGN, Stage.SECRECY, Stage.LEGAL, Stage.IDEOLOGY)

# Beside which of the three something is signed: a proof beside its own, 会签 and 保密审查 beside
# the final one, between 复审 and 签发. It is signed before that stage passes, and falls with it.
BESIDE = {
    **{stage: stage for stage in STAGES},
    **{proof: stage for stage, proof in PROOF_OF.items()},
    **dict.fromkeys(EXTRAS, Stage.FINAL),
}
SIGNED_IN = {stage: STATE_OF[level] for stage, level in BESIDE.items()}


def level(stage: Stage) -> int:
    """Give the place of the stage beside which something is signed: 0, 1, 2."""
    return STAGES.index(BESIDE[stage])


def missing_beside(
    at: Stage | None, asked: Iterable[Stage], signed: Collection[str]
) -> tuple[Stage, ...]:
    """Give what is asked for beside a stage and not among what is signed and stands."""
    return tuple(each for each in asked if BESIDE[each] is at and each not in signed)
