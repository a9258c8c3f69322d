"""处置, 通过, 签发 and 退回: what reviewers put their names to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ledger import bodies, canonical, entries, keys
from ledger.asked import proves
from ledger.formats import v1
from workflow import dimensions
from workflow.accounts import proof
from workflow.commands.moves import move_all, reviews_of, subject
from workflow.commands.releasing import release_all
from workflow.dimensions import Dimension
from workflow.models import Disposition, Finding, Opinion, OpinionDraft, Submission
from workflow.presence import Presence, person_ref
from workflow.queries import facts, rounds
from workflow.refusals import Refused, raise_if
from workflow.rules.facts import Appointed, Signing
from workflow.rules.signing import may_dispose, may_keep, may_pass_with, may_return
from workflow.signals import decided
from workflow.states import SIGNED_IN, STAGES, STATE_OF, Stage, State
from workflow.transitions import Verb

PASS, RETURN = "pass", "return"
DRAFTER = "drafter"
KEPT, FALSE_ALARM = "kept", "false_alarm"


@dataclass(frozen=True)
class Signature:
    """What somebody is about to sign, before it has a statement."""

    presence: Presence
    submission: Submission
    stage: Stage
    decision: str
    words: str
    target: str | None
    appointment: Appointed
    moment: datetime


def decide(
    presence: Presence,
    submission: Submission,
    *,
    shown: str,
    stage: Stage | str,
    decision: str,
    words: str = "",
    target: str | None = None,
    seen: Collection[Dimension] = (),
) -> Opinion:
    """Sign a stage of a submission, or what the policy asks for beside one: pass it, or return it
    with words. What is signed beside a stage leaves the item where it is.

    `seen` are the dimensions that a pass says it looked at; they are put before its words.

    The final pass is the approval: it looks at everything before it again and makes the releases
    in the same transaction. A refused signature is recorded in a transaction of its own.

    Raises:
        Refused: when the rules have anything against it.
    """
    stage = Stage(stage)
    if decision not in (PASS, RETURN):
        raise ValueError(decision)
    words = dimensions.compose(words.strip(), seen) if decision == PASS else words
    try:
        with transaction.atomic():
            return _decide(presence, submission, shown, stage, decision, words, target)
    except Refused as refused:
        _record_refusal(presence, submission, stage, decision, refused)
        raise


@transaction.atomic
def dispose(
    presence: Presence,
    finding: Finding,
    *,
    stage: Stage | str,
    decision: str,
    reason: str = "",
) -> Disposition:
    """Say what this stage does with a finding: keep it with a reason, call it a false alarm, or
    list it for return. The newest word of a stage counts.

    Raises:
        Refused: when the person could not sign this stage, or a kept finding has no reason.
    """
    entries.lock()
    stage = Stage(stage)
    moment = entries.now()
    submission = finding.submission
    if decision not in (KEPT, FALSE_ALARM, RETURN):
        raise ValueError(decision)
    raise_if(
        [
            *may_dispose(
                facts.signing(presence, submission, stage, moment, shown=submission.digest)
            ),
            *may_keep(decision, reason),
        ]
    )
    statement = v1.Disposition(
        submission=submission.digest,
        finding=finding.digest,
        stage=stage.value,
        decision=decision,
        reason=reason.strip(),
        person=presence.ref,
        at=canonical.time_text(moment),
    )
    row = Disposition.objects.create(
        finding=finding,
        stage=stage.value,
        decision=decision,
        reason=reason.strip(),
        person=presence.person.uid,
        person_name=presence.person.name,
        at=moment,
        statement=statement.encoded,
        digest=bodies.put(statement.encoded),
    )
    entries.append(
        "finding:disposed",
        person=presence.ref,
        subject=subject("submission", submission.uid),
        detail={"stage": stage.value, "decision": decision, "code": finding.code},
        covers=[statement.digest, finding.digest],
    )
    return row


def keep_draft(presence: Presence, submission: Submission, words: str) -> OpinionDraft:
    """Keep what a person has typed and not signed, so that no refusal loses it."""
    row, _made = OpinionDraft.objects.update_or_create(
        person=presence.person, submission=submission.digest, defaults={"words": words}
    )
    return row


def _decide(
    presence: Presence,
    submission: Submission,
    shown: str,
    stage: Stage,
    decision: str,
    words: str,
    target: str | None,
) -> Opinion:
    entries.lock()
    moment = entries.now()
    to = _target_state(decision, target)
    asked = facts.signing(presence, submission, stage, moment, shown=shown, words=words, target=to)
    against = may_pass_with(asked) if decision == PASS else may_return(asked)
    raise_if([*against, *proof.against(presence, moment)])
    signature = Signature(
        presence=presence,
        submission=submission,
        stage=stage,
        decision=decision,
        words=words.strip(),
        target=target if decision == RETURN else None,
        appointment=_used(asked),
        moment=moment,
    )
    opinion = _sign(signature)
    OpinionDraft.objects.filter(person=presence.person, submission=submission.digest).delete()
    reviews = reviews_of(submission)
    if decision == PASS and stage is Stage.FINAL:
        move_all(reviews, Verb.APPROVE, submission=None)
        release_all(presence, submission, opinion, moment)
    elif decision == PASS and stage not in STAGES:
        move_all(reviews, Verb.ENDORSE, SIGNED_IN[stage], submission=submission)
        _record(opinion, presence)
    else:
        verb = Verb.PASS if decision == PASS else Verb.RETURN
        kept = None if to is State.RETURNED else submission
        move_all(reviews, verb, to, submission=kept)
        _record(opinion, presence)
    decided.send(Opinion, opinion=opinion, submission=submission, presence=presence)
    return opinion


def _sign(signature: Signature) -> Opinion:
    """Write the statement, sign it, keep it."""
    submission, presence = signature.submission, signature.presence
    person = rounds.person(presence.person.uid)
    principal = signature.appointment.principal
    disposed = [d for _f, d in rounds.findings(submission, signature.stage) if d is not None]
    statement = v1.Opinion(
        site=keys.site(),
        submission=submission.digest,
        ordinal=submission.opinions.count() + 1,
        stage=signature.stage.value,
        decision=signature.decision,
        target=signature.target,
        person={**person_ref(person), "post": person.post},
        on_behalf_of={"uid": principal.uid, "name": principal.name} if principal else None,
        appointment=signature.appointment.digest,
        proofread=signature.decision == PASS
        and proves(signature.stage, rounds.policy_of(submission)),
        dispositions=tuple(d.digest for d in disposed),
        standing=tuple(o.digest for o in rounds.standing_opinions(submission)),
        words=bodies.put_words(signature.words) if signature.words else None,
        signed_at=canonical.time_text(signature.moment),
        proven_at=canonical.time_text(presence.proven_at),
    )
    key = keys.signing_key()
    return Opinion.objects.create(
        submission=submission,
        ordinal=statement.ordinal,
        stage=statement.stage,
        decision=statement.decision,
        target=statement.target or "",
        person=person.uid,
        person_name=person.name,
        post=person.post,
        words=statement.words or "",
        signed_at=signature.moment,
        statement=statement.encoded,
        digest=bodies.put(statement.encoded),
        appointment=statement.appointment,
        scheme=v1.SCHEME,
        key=key.id,
        signature=key.sign("opinion/1", statement.encoded),
    )


def _record(opinion: Opinion, presence: Presence) -> None:
    """Write the audit entry of an opinion that releases nothing."""
    result = "passed" if opinion.decision == PASS else "returned"
    entries.append(
        f"review:{opinion.stage}:{result}",
        person=presence.ref,
        subject=subject("submission", opinion.submission.uid),
        detail={"target": opinion.target} if opinion.target else {},
        covers=[opinion.digest, opinion.submission.digest, opinion.words or None],
    )


def _record_refusal(
    presence: Presence, submission: Submission, stage: Stage, decision: str, refused: Refused
) -> None:
    with transaction.atomic():
        entries.append(
            "signature:refused",
            person=presence.ref,
            subject=subject("submission", submission.uid),
            detail={
                "stage": stage.value,
                "decision": decision,
                "rules": [reason.code for reason in refused.refusals],
            },
            covers=[submission.digest],
        )


def _target_state(decision: str, target: str | None) -> State | None:
    """Give the state that a target means; what is no target at all means none and is refused."""
    if decision == PASS:
        return None
    if target == DRAFTER:
        return State.RETURNED
    return STATE_OF[Stage(target)] if target in STAGES else None


def _used(asked: Signing) -> Appointed:
    used = asked.standing.used()
    if used is None:
        raise RuntimeError("no appointment, and no rule said so")
    return used
