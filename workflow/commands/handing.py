"""转交: a reviewer names another appointed person for the stage whose turn it is."""

from django.db import transaction

from ledger import bodies, entries
from workflow.commands.moves import subject
from workflow.models import Handover, Person, Submission
from workflow.presence import Presence
from workflow.queries import facts, handing
from workflow.refusals import raise_if
from workflow.rules.facts import HandingOver
from workflow.rules.handing import may_hand_over
from workflow.signals import handed_over
from workflow.states import Stage


@transaction.atomic
def hand_over(
    presence: Presence,
    submission: Submission,
    *,
    shown: str,
    stage: Stage | str,
    to: Person,
    reason: str,
) -> Handover:
    """Name another person for a stage. No deadline moves, and nobody gains or loses a right.

    Raises:
        Refused: when the rules have anything against it.
    """
    entries.lock()
    stage = Stage(stage)
    moment = entries.now()
    raise_if(
        may_hand_over(
            HandingOver(
                giver=facts.signing(presence, submission, stage, moment, shown=shown),
                taker=facts.signing(handing.of(to), submission, stage, moment, shown=shown),
                named=handing.named(submission, stage),
                reason=reason,
            )
        )
    )
    row = Handover.objects.create(
        submission=submission,
        stage=stage.value,
        person=presence.person.uid,
        person_name=presence.person.name,
        to=to.uid,
        to_name=to.name,
        words=bodies.put_words(reason.strip()),
        at=moment,
    )
    entries.append(
        "review:handed_over",
        person=presence.ref,
        subject=subject("submission", submission.uid),
        detail={"stage": stage.value, "to": to.uid},
        covers=[submission.digest, row.words],
    )
    handed_over.send(Handover, handover=row, submission=submission, presence=presence)
    return row
