"""How facts of two people are written down: the row, the body, the audit entry.

Nothing here asks whether; `acts`, `policies` and `ceremony` ask the rules first.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from ledger import bodies, canonical, entries
from ledger.formats import v1
from workflow.dimensions import Dimension
from workflow.models import Appointment, Fact, Person, ReviewPolicy, new_uid
from workflow.presence import person_ref
from workflow.roles import Duty
from workflow.rules.facts import Extra


@dataclass(frozen=True)
class Proposal:
    """What an appointment says, before anybody proposed it."""

    person: Person
    duty: Duty
    section: str
    since: datetime
    until: datetime | None
    reason: str
    on_behalf_of: Person | None = None


def write_proposal(proposal: Proposal, by: Person, at: datetime) -> Appointment:
    """Write an appointment down as proposed."""
    principal = proposal.on_behalf_of
    until = proposal.until
    statement = v1.Appointment(
        uid=new_uid(),
        person=person_ref(proposal.person),
        duty=proposal.duty.value,
        section=proposal.section or None,
        since=canonical.time_text(proposal.since),
        until=canonical.time_text(until) if until else None,
        on_behalf_of=person_ref(principal) if principal else None,
        proposed_by=person_ref(by),
        proposed_at=canonical.time_text(at),
        reason=proposal.reason.strip(),
    )
    row = Appointment.objects.create(
        uid=statement.uid,
        act=Fact.PROPOSED,
        by=by.uid,
        by_name=by.name,
        at=at,
        statement=statement.encoded,
        digest=bodies.put(statement.encoded),
        person=proposal.person.uid,
        person_name=proposal.person.name,
        duty=proposal.duty.value,
        section=proposal.section,
        since=proposal.since,
        until=until,
        on_behalf_of=principal.uid if principal else "",
    )
    _record("appointment:proposed", row, by)
    return row


def write_policy(
    by: Person,
    at: datetime,
    *,
    drafter_signs_first: bool,
    small_office: bool,
    extra_signatures: Iterable[Extra] = (),
    separate_proofreader: bool = False,
    obligatory: Iterable[Dimension] = (),
) -> ReviewPolicy:
    """Write a review policy down as proposed."""
    wanted = [each.value for each in obligatory]
    statement = v1.Policy(
        uid=new_uid(),
        drafter_signs_first=drafter_signs_first,
        small_office=small_office,
        extra_signatures=tuple(asdict(each) for each in extra_signatures),
        separate_proofreader=separate_proofreader,
        proposed_by=person_ref(by),
        proposed_at=canonical.time_text(at),
    )
    row = ReviewPolicy.objects.create(
        uid=statement.uid,
        act=Fact.PROPOSED,
        by=by.uid,
        by_name=by.name,
        at=at,
        statement=statement.encoded,
        digest=bodies.put(statement.encoded),
        drafter_signs_first=drafter_signs_first,
        small_office=small_office,
        obligatory=" ".join(wanted),
    )
    _record("policy:proposed", row, by, obligatory=wanted)
    return row


def write_act(
    proposed: Appointment | ReviewPolicy, act: str, by: Person, at: datetime, words: str = ""
) -> Appointment | ReviewPolicy:
    """Write down that somebody confirmed or revoked what was proposed."""
    digest_of_words = bodies.put_words(words.strip()) if words.strip() else None
    statement = v1.Act(
        act=act,
        subject=proposed.digest,
        by=person_ref(by),
        at=canonical.time_text(at),
        words=digest_of_words,
    )
    model = type(proposed)
    written = {"uid", "act", "by", "by_name", "at", "statement", "digest", "id"}
    copied = {
        field.attname: getattr(proposed, field.attname)
        for field in model._meta.concrete_fields
        if field.attname not in written
    }
    row = model._default_manager.create(
        uid=proposed.uid,
        act=act,
        by=by.uid,
        by_name=by.name,
        at=at,
        statement=statement.encoded,
        digest=bodies.put(statement.encoded),
        **copied,
    )
    kind = "appointment" if isinstance(proposed, Appointment) else "policy"
    _record(f"{kind}:{act}", row, by, covers=[digest_of_words] if digest_of_words else [])
    return row


def _record(
    tag: str,
    row: Appointment | ReviewPolicy,
    by: Person,
    covers: list[str] | None = None,
    obligatory: list[str] | None = None,
) -> None:
    detail: dict[str, object] = {"obligatory": obligatory} if obligatory else {}
    if isinstance(row, Appointment):
        detail = {"person": row.person, "duty": row.duty, "section": row.section}
    entries.append(
        tag,
        person=person_ref(by),
        subject={"kind": tag.partition(":")[0], "uid": row.uid},
        detail=detail,
        covers=[row.digest, *(covers or [])],
    )
