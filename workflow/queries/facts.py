"""Reads the facts that the rules look at. The rules decide; nothing is decided here."""

from datetime import datetime

from ledger import canonical, entries, keys
from ledger.broken import Broken
from ledger.canonical import NotCanonical
from ledger.formats import v1
from ledger.models import AuditEntry, EntryIndex
from workflow import anchors
from workflow.models import Appointment, Opinion, Submission
from workflow.presence import Presence
from workflow.proofreading.places import texts
from workflow.queries import appointed, rounds
from workflow.roles import DUTY_OF
from workflow.rules.facts import (
    EarlierOpinion,
    Named,
    Recalling,
    Signed,
    Signing,
)
from workflow.states import STAGES, Stage, State


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
    statement = rounds.statement_of(submission)
    items = list(submission.items.select_related("review"))
    places = tuple(rounds.places(item) for item in statement.items)
    errors = [d for f, d in rounds.findings(submission, stage) if f.severity == "error"]
    every = [d for _f, d in rounds.findings(submission, stage)]
    return Signing(
        signer=appointed.signer(presence, moment, places),
        moment=moment,
        stage=stage,
        state=State(items[0].review.state),
        is_open=rounds.is_open(submission, items),
        digest=submission.digest,
        shown=shown,
        places=places,
        contributors=written_by(submission),
        drafter=Named(**statement.drafter),
        drafter_signs_first=rounds.policy_of(submission).drafter_signs_first,
        signed=tuple(signed(o, voided=voided) for o, voided in rounds.opinions(submission)),
        errors_open=errors.count(None),
        listed_for_return=sum(1 for d in every if d is not None and d.decision == "return"),
        words=words,
        lost_quotes=lost_quotes(submission, words),
        target=target,
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
    """Give the contributors that the statement names and those who came after it was frozen.

    Nobody edits under review; a picture that a page uses may still be changed by somebody.
    """
    statement = rounds.statement_of(submission)
    names = {person["uid"]: person["name"] for person in statement.contributors}
    reviews = [item.review for item in submission.items.select_related("review")]
    names |= {person.uid: person.name for person in rounds.contributors(reviews)}
    return tuple(Named(uid, name) for uid, name in sorted(names.items()))


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
        _earlier(passes[stage], submission, moment) for stage in STAGES[:-1] if stage in passes
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
