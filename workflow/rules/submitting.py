"""What must hold before pages go to review, and who may take them back."""

from django.utils.translation import gettext_lazy as _

from workflow.names import STATES
from workflow.refusals import Refusal, refusal
from workflow.rules import ask
from workflow.rules.facts import Recalling, Submitting
from workflow.rules.standing import appointed, present
from workflow.states import EDITABLE, UNDER_REVIEW, State


def nothing_submitted(facts: Submitting) -> Refusal | None:
    """A submission has at least one page."""
    if facts.pages:
        return None
    return refusal("nothing_submitted", _("There is no page to submit."))


def page_twice(facts: Submitting) -> Refusal | None:
    """A page is in a submission once."""
    seen: set[frozenset[str]] = set()
    for page in facts.pages:
        if page.places in seen:
            return refusal(
                "page_twice", _("“{title}” is in this submission twice."), title=page.title
            )
        seen.add(page.places)
    return None


def already_under_review(facts: Submitting) -> Refusal | None:
    """One open round a page."""
    for page in facts.pages:
        if page.state not in EDITABLE:
            return refusal(
                "already_under_review",
                _("“{title}” is {state} already. Recall it first to change it."),
                title=page.title,
                state=STATES[page.state],
            )
    return None


def problem_left(facts: Submitting) -> Refusal | None:
    """What could not be frozen cannot be signed."""
    for page in facts.pages:
        if page.problems:
            return refusal(
                "problem_left",
                _("“{title}” cannot be frozen yet: {problem}"),
                title=page.title,
                problem=page.problems[0],
            )
    return None


def another_page(facts: Submitting) -> Refusal | None:
    """A content carries the identity and the minted address of its own page."""
    for page in facts.pages:
        if not page.is_its_own:
            return refusal(
                "another_page",
                _("The frozen content of “{title}” names another page or another address."),
                title=page.title,
            )
    return None


def changed_meanwhile(facts: Submitting) -> Refusal | None:
    """Autosave may rewrite a revision between freezing and pressing the button."""
    for page in facts.pages:
        if page.revision != page.revision_now:
            return refusal(
                "changed_meanwhile",
                _("“{title}” was changed after it was frozen. Look at it again and submit again."),
                title=page.title,
            )
    return None


def shown_another(facts: Submitting) -> Refusal | None:
    """What is submitted is what was on the screen."""
    if facts.shown == facts.digest:
        return None
    return refusal(
        "shown_another",
        _("What you had on your screen is not what would be submitted. Look at it again."),
        shown=facts.shown,
        digest=facts.digest,
    )


def revision_unanswered(facts: Submitting) -> Refusal | None:
    """Somebody answers for every change, by name."""
    for page in facts.pages:
        if page.unanswered:
            return refusal(
                "revision_unanswered",
                _(
                    "“{title}” holds a change that nobody answers for (revision "
                    "{revision}). Save it "
                    "again in your own name."
                ),
                title=page.title,
                revision=page.unanswered[0],
            )
    return None


def no_policy(facts: Submitting) -> Refusal | None:
    """Every submission names the policy by which it is reviewed."""
    if facts.has_policy:
        return None
    return refusal(
        "no_policy",
        _("No review policy is in force. The administrators have to confirm one first."),
    )


SUBMIT = (
    nothing_submitted,
    page_twice,
    already_under_review,
    another_page,
    problem_left,
    changed_meanwhile,
    shown_another,
    revision_unanswered,
    no_policy,
)


def may_submit(facts: Submitting) -> list[Refusal]:
    """Ask whether these pages may go to review now, by this person."""
    standing = {r.code: r for s in facts.standings for r in appointed(s)}
    return [*(standing.values() or present(facts.signer)), *ask(SUBMIT, facts)]


def submitted_by_another(facts: Recalling) -> Refusal | None:
    """Who submitted takes back; reviewers return."""
    if facts.signer.person.uid == facts.submitter.uid:
        return None
    return refusal(
        "submitted_by_another",
        _(
            "{name} submitted this item, and only the submitter can recall it. A "
            "reviewer can return it."
        ),
        name=facts.submitter.name,
    )


def nothing_to_recall(facts: Recalling) -> Refusal | None:
    """After the final decision there is nothing to take back."""
    if facts.is_open and facts.state in UNDER_REVIEW:
        return None
    return not_under_review(facts.state)


def not_under_review(state: State) -> Refusal:
    """Say where the item stands instead."""
    return refusal(
        "not_under_review",
        _("The item is not under review ({state})."),
        state=STATES[state],
    )


def recalls_another(facts: Recalling) -> Refusal | None:
    """What is recalled is what was on the screen."""
    if facts.shown == facts.digest:
        return None
    return refusal(
        "recalls_another",
        _("The item has been submitted anew since you opened this page. Open it again."),
    )


def may_recall(facts: Recalling) -> list[Refusal]:
    """Ask whether a submission may be taken back."""
    rules = (nothing_to_recall, recalls_another, submitted_by_another)
    return [*present(facts.signer), *ask(rules, facts)]
