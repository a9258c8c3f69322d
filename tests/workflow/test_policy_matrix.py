"""Stage × state × person under a policy that asks for 保密审查 and for proofs by others: the whole
matrix, written by hand, tried with the real commands.

林晓 drafted and submitted; 何静 is the secrecy reviewer, 陈默 the proofreader of all three stages.
"yes" means done, anything else is the code of the first refusal.
"""

import pytest
from django.db import transaction

from tests.scenes import Office
from workflow.models import PageReview, Submission
from workflow.refusals import Refused
from workflow.roles import Duty
from workflow.rules.facts import Extra
from workflow.states import Stage

pytestmark = pytest.mark.django_db

COLUMNS = {
    "drafter": "lin",
    "first": "zhou",
    "second": "wu",
    "final": "zheng",
    "secrecy": "he",
    "proof": "chen",
    "admin": "secadmin",
}
no = "never_appointed"
order = "not_at_this_stage"
late = "round_over"
taken = "stage_taken"
lacks = "signature_missing"
unasked = "not_asked_for"

# Every stage is tried with nothing signed beside the stage whose turn it is.
# fmt: off
MATRIX = {
    # stage          state             drafter  first    second   final    secrecy  proof    admin
    ("first_proof",  "first_review"):  (no,     no,      no,      no,      no,      "yes",   no),
    ("first_proof",  "second_review"): (taken,  taken,   taken,   taken,   taken,   taken,   taken),
    ("first_proof",  "final_review"):  (taken,  taken,   taken,   taken,   taken,   taken,   taken),
    ("first_proof",  "released"):      (taken,  taken,   taken,   taken,   taken,   taken,   taken),
    ("first",        "first_review"):  (no,     lacks,   no,      no,      no,      no,      no),

    ("second_proof", "first_review"):  (order,  order,   order,   order,   order,   order,   order),
    ("second_proof", "second_review"): (no,     no,      no,      no,      no,      "yes",   no),
    ("second_proof", "final_review"):  (taken,  taken,   taken,   taken,   taken,   taken,   taken),
    ("second",       "second_review"): (no,     no,      lacks,   no,      no,      no,      no),

    ("final_proof",  "first_review"):  (order,  order,   order,   order,   order,   order,   order),
    ("final_proof",  "second_review"): (order,  order,   order,   order,   order,   order,   order),
    ("final_proof",  "final_review"):  (no,     no,      no,      no,      no,      "yes",   no),
    ("secrecy",      "first_review"):  (order,  order,   order,   order,   order,   order,   order),
    ("secrecy",      "second_review"): (order,  order,   order,   order,   order,   order,   order),
    ("secrecy",      "final_review"):  (no,     no,      no,      no,      "yes",   no,      no),
    ("secrecy",      "released"):      (taken,  taken,   taken,   taken,   taken,   taken,   taken),
    ("final",        "final_review"):  (no,     no,      no,      lacks,   no,      no,      no),

    # The policy asks for no 合法性审查, whoever they are.
    ("legal",        "final_review"):  (unasked,) * 7,
    ("legal",        "first_review"):  (order,  order,   order,   order,   order,   order,   order),
}

# Who may send it back from where they sign; to where, and the state it is in then.
RETURNS = {
    ("first_proof",  "chen", "drafter"): "returned",
    ("first_proof",  "chen", "first"):   "target_not_earlier",
    ("second_proof", "chen", "drafter"): "returned",
    ("second_proof", "chen", "first"):   "first_review",
    ("second_proof", "chen", "second"):  "target_not_earlier",
    ("secrecy",      "he",   "drafter"): "returned",
    ("secrecy",      "he",   "first"):   "first_review",
    ("secrecy",      "he",   "second"):  "second_review",
    ("secrecy",      "he",   "final"):   "target_not_earlier",
    ("secrecy",      "he",   "secrecy"): "target_not_earlier",
    ("final_proof",  "chen", "second"):  "second_review",
}
# fmt: on

BEFORE = {
    "first_review": (),
    "second_review": (("first_proof", "chen"), ("first", "zhou")),
    "final_review": (
        *(("first_proof", "chen"), ("first", "zhou")),
        *(("second_proof", "chen"), ("second", "wu")),
    ),
}
BEFORE["released"] = (
    *BEFORE["final_review"],
    *(("secrecy", "he"), ("final_proof", "chen"), ("final", "zheng")),
)
STATE = {"first_proof": "first_review", "second_proof": "second_review"}
#: Verb and state of what is done beside a stage, for the matrix of all transitions.
DONE_BESIDE = {("endorse", state) for (_stage, state), row in MATRIX.items() if "yes" in row}


class Undone(Exception):
    """Takes back what one cell did."""


def prepare(office: Office, state: str) -> Submission:
    """Bring a page of this policy into a state."""
    office.appoint("he", Duty.SECRECY)
    for duty in (Duty.FIRST_PROOF, Duty.SECOND_PROOF, Duty.FINAL_PROOF):
        office.appoint("chen", duty)
    office.policy(Extra("secrecy", "", ""), separate_proofreader=True)
    submission = office.submit(office.page())
    for stage, who in BEFORE[state]:
        office.sign(submission, Stage(stage), by=who)
    assert PageReview.objects.get().state == state
    return submission


def attempt(office: Office, submission: Submission, stage: str, who: str) -> str:
    """Let somebody try to sign; give "yes" or the code of the first refusal."""
    try:
        with transaction.atomic():
            office.sign(submission, Stage(stage), by=who)
            raise Undone
    except Refused as refused:
        return refused.refusals[0].code
    except Undone:
        return "yes"


@pytest.mark.parametrize("state", list(BEFORE))
def test_each_person_may_sign_what_the_matrix_says(office: Office, state: str) -> None:
    submission = prepare(office, state)
    for (stage, of), row in MATRIX.items():
        if of == state:
            found = tuple(attempt(office, submission, stage, who) for who in COLUMNS.values())
            assert found == row, (stage, state)


@pytest.mark.parametrize(("stage", "who", "target"), list(RETURNS))
def test_what_is_signed_beside_a_stage_returns_as_the_stage_does(
    office: Office, stage: str, who: str, target: str
) -> None:
    submission = prepare(office, STATE.get(stage, "final_review"))
    try:
        office.send_back(submission, Stage(stage), target, by=who)
        outcome = PageReview.objects.get().state
    except Refused as refused:
        outcome = refused.refusals[0].code
    assert outcome == RETURNS[stage, who, target]
