"""Role × state × verb: the whole matrix, written by hand, tried with the real commands.

The page was drafted and submitted by 林晓; the person of each row is somebody of that role. "yes"
means done, anything else is the code of the first refusal. A cell differs from design only by
mistake: change the product, not the cell.
"""

import pytest
from django.db import transaction

from tests.scenes import Office
from tests.workflow.test_policy_matrix import DONE_BESIDE
from workflow import commands
from workflow.models import PageReview, Submission
from workflow.refusals import Refused
from workflow.states import STAGE_OF, Stage, State
from workflow.transitions import TABLE, Verb

pytestmark = pytest.mark.django_db

ROLES = {
    # role: who
    "drafter": "lin",
    "other": "chen",
    "first": "zhou",
    "second": "wu",
    "final": "zheng",
    "nobody": "he",
    "admin": "sysadmin",
}
COLUMNS = ("drafter", "other", "first", "second", "final", "nobody", "admin")

no = "never_appointed"
busy = "already_under_review"
away = "not_under_review"
late = "round_over"
order = "not_at_this_stage"
taken = "stage_taken"
theirs = "submitted_by_another"
none = "nothing_public"

# fmt: off
MATRIX = {
    # verb       state             drafter  other    first    second   final    nobody   admin
    ("submit",  "drafting"):      ("yes",   "yes",   no,      no,      no,      no,      no),
    ("submit",  "first_review"):  (busy,    busy,    no,      no,      no,      no,      no),
    ("submit",  "second_review"): (busy,    busy,    no,      no,      no,      no,      no),
    ("submit",  "final_review"):  (busy,    busy,    no,      no,      no,      no,      no),
    ("submit",  "returned"):      ("yes",   "yes",   no,      no,      no,      no,      no),
    ("submit",  "released"):      ("yes",   "yes",   no,      no,      no,      no,      no),

    ("pass",    "first_review"):  (no,      no,      "yes",   no,      no,      no,      no),
    ("pass",    "second_review"): (no,      no,      no,      "yes",   no,      no,      no),
    ("pass",    "final_review"):  (no,      no,      no,      no,      "yes",   no,      no),
    ("pass",    "drafting"):      (late,    late,    late,    late,    late,    late,    late),
    ("pass",    "returned"):      (late,    late,    late,    late,    late,    late,    late),
    ("pass",    "released"):      (taken,   taken,   taken,   taken,   taken,   taken,   taken),

    ("return",  "first_review"):  (no,      no,      "yes",   no,      no,      no,      no),
    ("return",  "second_review"): (no,      no,      no,      "yes",   no,      no,      no),
    ("return",  "final_review"):  (no,      no,      no,      no,      "yes",   no,      no),
    ("return",  "drafting"):      (late,    late,    late,    late,    late,    late,    late),
    ("return",  "returned"):      (late,    late,    late,    late,    late,    late,    late),
    ("return",  "released"):      (taken,   taken,   taken,   taken,   taken,   taken,   taken),

    ("recall",  "first_review"):  ("yes",   theirs,  theirs,  theirs,  theirs,  theirs,  theirs),
    ("recall",  "second_review"): ("yes",   theirs,  theirs,  theirs,  theirs,  theirs,  theirs),
    ("recall",  "final_review"):  ("yes",   theirs,  theirs,  theirs,  theirs,  theirs,  theirs),
    ("recall",  "drafting"):      (away,    away,    away,    away,    away,    away,    away),
    ("recall",  "returned"):      (away,    away,    away,    away,    away,    away,    away),
    ("recall",  "released"):      (away,    away,    away,    away,    away,    away,    away),

    # A page that was never released: there is nothing to withdraw.
    ("withdraw", "drafting"):     (no,      no,      no,      no,      none,    no,      no),
    ("withdraw", "first_review"): (no,      no,      no,      no,      none,    no,      no),
    ("withdraw", "second_review"): (no,     no,      no,      no,      none,    no,      no),
    ("withdraw", "final_review"): (no,      no,      no,      no,      none,    no,      no),
    ("withdraw", "returned"):     (no,      no,      no,      no,      none,    no,      no),
    ("withdraw", "released"):     (no,      no,      no,      no,      "yes",   no,      no),
}
# fmt: on

# A signature is tried at the stage of the state; where the round is over, at the final one.
CELLS = [
    (verb, state, role, outcome)
    for (verb, state), row in MATRIX.items()
    for role, outcome in zip(COLUMNS, row, strict=True)
]


Scene = tuple[commands.FrozenPage, Submission]


def prepare(office: Office, state: str) -> Scene:
    """Bring a page into a state, with a submission that was once open."""
    page = office.page()
    submission = office.submit(page)
    if state in ("second_review", "final_review"):
        office.advance(submission, STAGE_OF[State(state)])
    elif state == "released":
        office.advance(submission, Stage.FINAL)
        office.sign(submission, Stage.FINAL)
    elif state == "returned":
        office.send_back(submission, Stage.FIRST)
    elif state == "drafting":
        commands.recall(office.presence("lin"), submission, submission.digest)
    assert PageReview.objects.get(pk=page.review.pk).state == state
    return page, submission


class Undone(Exception):
    """Takes back what one cell did, so that the next one finds the page as it was."""


def attempt(office: Office, verb: str, state: str, who: str, scene: Scene) -> str:
    """Let somebody try a verb; give "yes" or the code of the first refusal."""
    page, submission = scene
    stage = STAGE_OF.get(State(state), Stage.FINAL)
    try:
        with transaction.atomic():
            if verb == "submit":
                office.submit(page, by=who)
            elif verb == "pass":
                office.sign(submission, stage, by=who)
            elif verb == "return":
                office.send_back(submission, stage, by=who)
            elif verb == "recall":
                commands.recall(office.presence(who), submission, submission.digest)
            else:
                office.withdraw(page, by=who)
            raise Undone
    except Refused as refused:
        return refused.refusals[0].code
    except Undone:
        return "yes"


@pytest.mark.parametrize(("verb", "state"), list(MATRIX))
def test_each_person_may_what_the_matrix_says(office: Office, verb: str, state: str) -> None:
    scene = prepare(office, state)
    found = tuple(attempt(office, verb, state, ROLES[role], scene) for role in COLUMNS)
    assert found == MATRIX[verb, state]


@pytest.mark.parametrize("verb", list(Verb))
def test_every_verb_of_the_table_is_in_the_matrix(verb: Verb) -> None:
    tried = {name for name, _state in MATRIX} | {"approve", *(verb for verb, _s in DONE_BESIDE)}
    assert verb in tried


def test_every_transition_of_the_table_is_done_in_the_matrix() -> None:
    done = {(verb, state) for verb, state, _role, outcome in CELLS if outcome == "yes"}
    done |= DONE_BESIDE
    for row in TABLE:
        if row.verb is Verb.WITHDRAW:
            continue
        verb = "pass" if row.verb is Verb.APPROVE else row.verb.value
        for source in row.sources:
            assert (verb, source.value) in done, row


@pytest.mark.parametrize("state", [state.value for state in State])
def test_available_says_what_the_matrix_says(office: Office, state: str) -> None:
    page, _submission = prepare(office, state)
    for role, who in ROLES.items():
        answers = commands.available(office.presence(who), page.review)
        for verb in ("submit", "recall"):
            expected = MATRIX[verb, state][COLUMNS.index(role)]
            found = answers[verb]
            assert (not found) == (expected == "yes"), (verb, role, found)
        signs = "approve" if state == "final_review" else "pass"
        if State(state) in STAGE_OF:
            expected = MATRIX["pass", state][COLUMNS.index(role)]
            assert (not answers[signs]) == (expected == "yes"), (role, answers[signs])
            assert (not answers["return"]) == (expected == "yes")
        else:
            assert answers["pass"]
            assert answers["approve"]
            assert answers["return"]
