"""Who may not put their name under a submission, and what is missing before they can."""

from django.utils.translation import gettext_lazy as _

from workflow import anchors
from workflow.names import DIMENSIONS, STAGES, STATES, moment_text
from workflow.refusals import Refusal, refusal
from workflow.rules import ask
from workflow.rules.facts import Disposing, Signed, Signing
from workflow.rules.standing import appointed
from workflow.rules.words import unseen_characters
from workflow.states import PROOFS, SIGNED_IN, STATE_OF, Stage, State, level
from workflow.states import STAGES as ORDER

NOBODY = _("nobody who is appointed can sign it")


def another_version(facts: Signing) -> Refusal | None:
    """What is signed is what was on the screen, or nothing."""
    if facts.shown == facts.digest:
        return None
    return refusal(
        "another_version",
        _(
            "What you had on your screen is not what would be signed. Open the "
            "item again and read it."
        ),
        shown=facts.shown,
        digest=facts.digest,
    )


def stage_taken(facts: Signing) -> Refusal | None:
    """Two reviewers of one stage may press at the same moment; one of them was first."""
    taken = _taken(facts)
    begun_again = facts.stage in ORDER and facts.state == STATE_OF[facts.stage]
    if taken is None or (facts.is_open and begun_again):
        return None
    return refusal(
        "stage_taken",
        _("{name} has just signed this stage ({stage}, {at}); there is nothing left to sign here."),
        name=taken.person.name,
        stage=STAGES[facts.stage],
        at=moment_text(taken.at),
    )


def not_at_this_stage(facts: Signing) -> Refusal | None:
    """Stages come in order, none is skipped and none is signed after the round is over."""
    at_stage = facts.is_open and facts.state == SIGNED_IN[facts.stage]
    if at_stage or _taken(facts) is not None:
        return None
    if not facts.is_open:
        return refusal(
            "round_over",
            _(
                "This round of review is over: the item was returned, recalled, "
                "withdrawn or released."
            ),
        )
    return refusal(
        "not_at_this_stage",
        _("The item is {state}, so it cannot be signed at {stage}."),
        state=STATES[facts.state],
        stage=STAGES[facts.stage],
    )


def not_asked_for(facts: Signing) -> Refusal | None:
    """Besides the three stages only that is signed which the policy of the submission asks for."""
    if facts.stage in ORDER or facts.stage in facts.asked:
        return None
    return refusal(
        "not_asked_for",
        _("The review policy of this submission asks for no {stage} here."),
        stage=STAGES[facts.stage],
    )


def contributor_signs(facts: Signing) -> Refusal | None:
    """Who put a hand to the text of this round signs no stage of it.

    A policy may let the drafter sign the first stage; it lets nobody else, and nothing more.
    """
    written = {person.uid for person in facts.contributors} | {facts.drafter.uid}
    if facts.drafter_signs_first and facts.stage is Stage.FIRST:
        written -= {facts.drafter.uid}
    for person in facts.names:
        if person.uid in written:
            return refusal(
                "contributor_signs",
                _("{name} worked on this text in this round and cannot sign any stage of it."),
                name=person.name,
            )
    return None


def one_person_one_stage(facts: Signing) -> Refusal | None:
    """Whoever signed one thing signs nothing else; with a delegation both count as having signed.

    Only proofs can be several of one proofreader, who then signs nothing but proofs.
    """
    mine = {person.uid: person for person in facts.names}
    for earlier in facts.signed:
        if earlier.stage is facts.stage or (facts.stage in PROOFS and earlier.stage in PROOFS):
            continue
        for person in (earlier.person, earlier.principal):
            if person is not None and person.uid in mine:
                return refusal(
                    "one_person_one_stage",
                    _("{name} has signed {stage} in this round; one person signs one stage."),
                    name=person.name,
                    stage=STAGES[earlier.stage],
                )
    return None


def signature_missing(facts: Signing) -> Refusal | None:
    """What the policy asks for beside a stage is signed before the stage passes."""
    if not facts.missing:
        return None
    able = dict(facts.able)
    return refusal(
        "signature_missing",
        _("Still missing by the review policy: {missing}."),
        missing="；".join(
            f"{STAGES[stage]}（{'、'.join(able.get(stage, ())) or NOBODY}）"
            for stage in facts.missing
        ),
    )


def dimension_unlooked(facts: Signing) -> Refusal | None:
    """A pass says what it looked at: what its stage answers for, as far as the policy asks."""
    if not facts.unlooked:
        return None
    return refusal(
        "dimension_unlooked",
        _("Tick in the checklist what this stage answers for: {dimensions}."),
        dimensions="、".join(str(DIMENSIONS[each]) for each in facts.unlooked),
    )


def error_undisposed(facts: Signing) -> Refusal | None:
    """Each stage answers for each error that proofreading found."""
    if not facts.errors_open:
        return None
    return refusal(
        "error_undisposed",
        _("{count} errors found by proofreading are not yet disposed of at this stage."),
        count=facts.errors_open,
    )


def listed_for_return(facts: Signing) -> Refusal | None:
    """Who lists a finding for return does not pass the text."""
    if not facts.listed_for_return:
        return None
    return refusal(
        "listed_for_return",
        _("{count} findings are listed for return. Return the item, or dispose of them otherwise."),
        count=facts.listed_for_return,
    )


def return_without_words(facts: Signing) -> Refusal | None:
    """The drafter must be able to read what is wrong."""
    words, _anchors = anchors.parse(facts.words)
    if words.strip():
        return None
    return refusal("return_without_words", _("Write what has to change; a return needs words."))


def quote_not_in_text(facts: Signing) -> Refusal | None:
    """A return points at words that are there; else the drafter looks for them in vain."""
    if not facts.lost_quotes:
        return None
    return refusal(
        "quote_not_in_text",
        _("These words are not in the text of this round, in one paragraph: {quotes}"),
        quotes="；".join(f"“{quote}”" for quote in facts.lost_quotes),
    )


def too_many_quotes(number: int) -> Refusal | None:
    """Who returns at every line returns the whole; that is said in words."""
    if number <= anchors.MOST:
        return None
    return refusal(
        "too_many_quotes",
        _("A return is tied to at most {most} passages; not {number}. Say the rest in words."),
        most=anchors.MOST,
        number=number,
    )


def target_not_earlier(facts: Signing) -> Refusal | None:
    """A return goes to the drafter or to an earlier stage."""
    earlier = {STATE_OF[stage] for stage in ORDER[: level(facts.stage)]}
    if facts.target in {State.RETURNED, *earlier}:
        return None
    return refusal(
        "target_not_earlier",
        _("From {stage} an item goes back to the drafter or to an earlier stage only."),
        stage=STAGES[facts.stage],
    )


def kept_without_reason(facts: Disposing) -> Refusal | None:
    """What proofreading calls an error stays for a reason, under a name."""
    if facts.decision != "kept" or facts.reason.strip():
        return None
    return refusal(
        "kept_without_reason", _("Write why it stays; the reason is kept with your name.")
    )


def unseen_reason(facts: Disposing) -> Refusal | None:
    """A reason is what everybody can read of it."""
    return unseen_characters(facts.reason)


def unseen_words(facts: Signing) -> Refusal | None:
    """An opinion is what everybody can read of it."""
    return unseen_characters(facts.words)


SIGN = (
    stage_taken,
    not_at_this_stage,
    another_version,
    not_asked_for,
    contributor_signs,
    one_person_one_stage,
)
PASS = (*SIGN, unseen_words, signature_missing, error_undisposed, listed_for_return)
RETURN = (*SIGN, unseen_words, target_not_earlier, return_without_words, quote_not_in_text)


def may_dispose(facts: Signing) -> list[Refusal]:
    """Ask who may dispose of a finding: whoever could sign at that stage."""
    return [*ask(SIGN, facts), *appointed(facts.standing)]


def may_keep(decision: str, reason: str) -> list[Refusal]:
    """Ask whether a disposition says enough."""
    return ask((kept_without_reason, unseen_reason), Disposing(decision, reason))


def may_pass(facts: Signing) -> list[Refusal]:
    """Ask whether a stage may be passed (or, at the final stage, approved), whatever the words."""
    return [*ask(PASS[:4], facts), *appointed(facts.standing), *ask(PASS[4:], facts)]


def may_pass_with(facts: Signing) -> list[Refusal]:
    """Ask whether a stage may be passed with these very words."""
    return [*may_pass(facts), *ask((dimension_unlooked,), facts)]


def may_return(facts: Signing) -> list[Refusal]:
    """Ask whether an item may be returned."""
    return [*ask(RETURN[:4], facts), *appointed(facts.standing), *ask(RETURN[4:], facts)]


def _taken(facts: Signing) -> Signed | None:
    """Give the pass of this stage that still stands."""
    passes = (s for s in facts.signed if s.stage is facts.stage and s.decision == "pass")
    return next((s for s in passes if not s.voided), None)
