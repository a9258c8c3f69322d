"""Reads the facts that the rules look at. The rules decide; nothing is decided here."""

from dataclasses import dataclass, replace
from datetime import datetime

from ledger import canonical, entries, keys
from ledger.asked import proves
from ledger.broken import Broken
from ledger.canonical import NotCanonical
from ledger.formats import v1
from ledger.models import AuditEntry, EntryIndex
from workflow import anchors
from workflow.models import Appointment, Opinion, Submission
from workflow.presence import Presence
from workflow.proofreading.places import texts
from workflow.queries import appointed, batch, rounds
from workflow.queries.appointed import Attendance
from workflow.queries.batch import Round
from workflow.roles import DUTY_OF
from workflow.rules.facts import (
    EarlierOpinion,
    Named,
    Recalling,
    Signed,
    Signer,
    Signing,
)
from workflow.rules.signing import may_dispose
from workflow.states import STAGES, Stage, State


@dataclass(frozen=True)
class Look:
    """One person before one submission: both are read once for all that is asked of the two."""

    attendance: Attendance
    found: Round
    moment: datetime

    @property
    def signer(self) -> Signer:
        """The person, as the rules look at them for the places of the submission."""
        return self.attendance.signer(self.found.places)


def look(presence: Presence, submission: Submission, moment: datetime) -> Look:
    """Read a person who is here and a submission."""
    return Look(Attendance.of(presence, moment), batch.load([submission])[0], moment)


def signing(
    presence: Presence,
    submission: Submission,
    stage: Stage,
    moment: datetime,
    *,
    shown: str,
    words: str = "",
    target: State | None = None,
) -> Signing:
    """Read what matters when a person signs, or disposes of a finding, at a stage."""
    seen = look(presence, submission, moment)
    return signing_seen(seen, stage, shown=shown, words=words, target=target)


def signing_seen(
    seen: Look, stage: Stage, *, shown: str, words: str = "", target: State | None = None
) -> Signing:
    """Give the same from what was read already."""
    found, moment = seen.found, seen.moment
    asked = signing_of(seen.signer, found, stage, moment, shown=shown, words=words, target=target)
    able = tuple((each, names_of_able(found, each, moment)) for each in asked.missing)
    return replace(asked, able=able)


def could_sign(signer: Signer, found: Round, stage: Stage, moment: datetime) -> bool:
    """Say whether somebody could put their name under a stage now."""
    shown = found.submission.digest
    return not may_dispose(signing_of(signer, found, stage, moment, shown=shown))


def names_of_able(found: Round, stage: Stage, moment: datetime) -> tuple[str, ...]:
    """Name everybody who could sign a stage of a submission now."""
    return tuple(
        each.person.name
        for each in appointed.attending(DUTY_OF[stage], moment)
        if each.person and could_sign(each.signer(found.places), found, stage, moment)
    )


def signing_of(
    signer: Signer,
    found: Round,
    stage: Stage,
    moment: datetime,
    *,
    shown: str,
    words: str = "",
    target: State | None = None,
) -> Signing:
    """Put together what matters when a person signs, from what was read for many at once."""
    disposed = found.disposed(stage)
    return Signing(
        signer=signer,
        moment=moment,
        stage=stage,
        state=found.state,
        is_open=found.is_open,
        digest=found.submission.digest,
        shown=shown,
        places=found.places,
        contributors=found.written_by,
        drafter=found.drafter,
        drafter_signs_first=found.policy.drafter_signs_first,
        signed=tuple(signed(o, voided=voided) for o, voided in found.opinions),
        errors_open=found.undisposed(stage)["error"] if proves(stage, found.policy) else 0,
        listed_for_return=list(disposed.values()).count("return"),
        words=words,
        lost_quotes=lost_quotes(found.submission, words),
        target=target,
        asked=found.asked,
        obligatory=found.obligatory,
    )


def lost_quotes(submission: Submission, words: str) -> tuple[str, ...]:
    """Give the quotations of an opinion that do not stand where it says in what was submitted."""
    _words, quoted = anchors.parse(words)
    if not quoted:
        return ()
    pages = [dict(texts(content)) for content in rounds.contents(submission)]
    return tuple(
        each.quote
        for each in quoted
        if each.page > len(pages) or each.quote not in pages[each.page - 1].get(each.place, "")
    )


def written_by(submission: Submission) -> tuple[Named, ...]:
    """Give the contributors that the statement names and those who came after it was frozen."""
    return batch.load([submission])[0].written_by


def signed(opinion: Opinion, *, voided: bool) -> Signed:
    """Read an opinion from its statement, not from its columns."""
    statement = v1.Opinion.parse(bytes(opinion.statement))
    principal = statement.on_behalf_of
    return Signed(
        stage=Stage(statement.stage),
        decision=statement.decision,
        person=Named(statement.person["uid"], statement.person["name"]),
        principal=Named(**principal) if principal else None,
        at=opinion.signed_at,
        voided=voided,
    )


def recalling(
    presence: Presence, submission: Submission, moment: datetime, *, shown: str
) -> Recalling:
    """Read what matters when somebody takes a submission back."""
    items = list(submission.items.select_related("review"))
    return Recalling(
        signer=appointed.signer(presence, moment),
        submitter=Named(**rounds.statement_of(submission).submitter),
        is_open=rounds.is_open(submission, items),
        state=State(items[0].review.state),
        digest=submission.digest,
        shown=shown,
    )


def earlier_opinions(submission: Submission, moment: datetime) -> tuple[EarlierOpinion, ...]:
    """Look at the standing passes before the final one again."""
    passes = rounds.standing_passes(submission)
    return tuple(
        _earlier(passes[stage], submission, moment)
        for stage in (*STAGES[:-1], *rounds.asked_of(submission))
        if stage in passes
    )


def _earlier(opinion: Opinion, submission: Submission, moment: datetime) -> EarlierOpinion:
    entry = _covering_entry(opinion, submission)
    return EarlierOpinion(
        stage=Stage(opinion.stage),
        person=Named(opinion.person, opinion.person_name),
        genuine=_genuine(opinion, submission, entry),
        covered=entry is not None,
        appointed=_appointed(opinion, submission, moment),
    )


def _genuine(opinion: Opinion, submission: Submission, entry: AuditEntry | None) -> bool:
    """Check the statement against its digest, its columns, the submission and the signature."""
    encoded = bytes(opinion.statement)
    try:
        statement = v1.Opinion.parse(encoded)
        keys.verify(
            opinion.key,
            "opinion/1",
            encoded,
            bytes(opinion.signature),
            sequence=entry.sequence if entry else entries.next_sequence(),
            or_earlier=True,
        )
    except (Broken, NotCanonical):
        return False
    return (
        canonical.digest(encoded) == opinion.digest
        and statement.submission == submission.digest
        and statement.site == keys.site()
        and (statement.ordinal, statement.stage, statement.decision)
        == (opinion.ordinal, opinion.stage, opinion.decision)
        and (statement.person["uid"], statement.appointment)
        == (opinion.person, opinion.appointment)
    )


def _covering_entry(opinion: Opinion, submission: Submission) -> AuditEntry | None:
    """Give the audit entry of a pass: it has the tag, the person and the digest."""
    numbers = EntryIndex.objects.filter(
        tag=f"review:{opinion.stage}:passed", subject=f"submission:{submission.uid}"
    ).values_list("sequence", flat=True)
    for row in AuditEntry.objects.filter(sequence__in=list(numbers)):
        header = entries.header(row)
        by = header.person or {}
        if (
            canonical.digest(bytes(row.header)) == row.digest
            and opinion.digest in header.covers
            and by.get("uid") == opinion.person
        ):
            return row
    return None


def _appointed(opinion: Opinion, submission: Submission, moment: datetime) -> bool:
    """Say whether the appointment that an opinion names still lets its person sign that stage."""
    places = [rounds.places(item) for item in rounds.statement_of(submission).items]
    row = Appointment.objects.filter(digest=opinion.appointment, act=Appointment.PROPOSED).first()
    if row is None or row.person != opinion.person:
        return False
    for found in appointed.appointments_of(opinion.person, moment, places):
        if found.digest == opinion.appointment:
            return (
                found.duty == DUTY_OF[Stage(opinion.stage)]
                and found.effective(moment)
                and all(map(found.covers, places))
                and (found.principal is None or found.duty in found.principal_duties)
            )
    return False
