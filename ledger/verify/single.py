"""Verification of one release. The public side calls it before it renders or lists anything.

It reads the tables `Release`, `Body`, `Asset` and `Erasure`, and needs verifying keys only.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Container, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ledger import bodies, canonical, followed, keys
from ledger.bodies import Erased
from ledger.broken import Broken
from ledger.canonical import NotCanonical
from ledger.formats import v1
from ledger.models import Asset, Erasure, Release
from ledger.verify import statements

REMEMBERED = 1024


@dataclass(frozen=True)
class Verified:
    """What a release says, after everything that it rests on was verified."""

    header: v1.Release
    content: v1.Content | None
    submission: v1.Submission | None
    opinions: tuple[v1.Opinion, ...]
    withdrawal: v1.Withdrawal | None


_lock = threading.Lock()
_known: OrderedDict[tuple[int, bytes, str], Verified] = OrderedDict()


def release(row: Release) -> Verified:
    """Verify a release and give what it says.

    What was verified once is remembered under the exact bytes of its row. Whether its content is
    still there, and its place in the chain still good, is asked each time.

    Raises:
        Broken: with a sentence, when anything does not hold.
    """
    mark = hashlib.sha256(bytes(row.header) + bytes(row.signature))
    mark.update(f"{row.digest} {row.previous} {row.key} {row.format}".encode())
    name = (row.sequence, mark.digest(), keys.site())
    with _lock:
        known = _known.get(name)
    try:
        if sentence := followed.flaw(row.sequence):
            raise Broken(sentence)
        if known is None:
            known = check(row)
            with _lock:
                _known[name] = known
                while len(_known) > REMEMBERED:
                    _known.popitem(last=False)
        elif known.header.content and not bodies.exists(known.header.content):
            bodies.get(known.header.content)
    except (NotCanonical, ValueError) as error:
        raise Broken(
            _("Release %(sequence)s is not in its format: %(error)s")
            % {"sequence": row.sequence, "error": error}
        ) from error
    return known


def forget() -> None:
    """Verify everything anew at the next use."""
    with _lock:
        _known.clear()


def check(row: Release, *, erased: Container[str | None] = ()) -> Verified:
    """Verify a release without remembering it, and without its place in the chain.

    `erased` names what an order took away, its content or files: who signed what is verified
    without it.
    """
    header = check_row(row)
    base = _base(header)
    statements.check_base(header, base)
    if header.kind == "withdraw":
        return _check_withdrawal(header, base)
    return _check_publication(header, erased)


def check_row(row: Release) -> v1.Release:
    """The row is signed, and its columns say what its header says."""
    encoded = bytes(row.header)
    header = v1.Release.parse(encoded)
    columns = (row.sequence, row.format, row.digest, row.previous, row.key)
    expected = (
        header.sequence,
        v1.Release.FORMAT,
        canonical.digest(encoded),
        header.previous,
        header.key,
    )
    if columns != expected or header.site != keys.site():
        raise Broken(
            _("The columns of release %(sequence)s differ from its header.")
            % {"sequence": row.sequence}
        )
    keys.verify(
        header.key,
        "release/1",
        encoded,
        bytes(row.signature),
        sequence=header.sequence,
        chain="releases",
    )
    return header


def _base(header: v1.Release) -> v1.Release | None:
    if header.base is None:
        return None
    row = Release.objects.filter(sequence=header.base).first()
    return None if row is None else v1.Release.parse(bytes(row.header))


def _check_publication(header: v1.Release, erased: Container[str | None]) -> Verified:
    if header.content is None:
        raise Broken(_("The release has no content."))
    without_content = header.content in erased
    named = [opinion["digest"] for opinion in header.opinions]
    wanted = [header.statement, *named]
    found = bodies.get_many(wanted if without_content else [header.content, *wanted])
    content = None if without_content else v1.Content.parse(found[header.content])
    submission = v1.Submission.parse(found[header.statement])
    if content is not None:
        statements.check_content(header, content)
    item = statements.check_submission(header, content, submission)
    opinions = tuple(v1.Opinion.parse(found[digest]) for digest in named)
    rest = bodies.get_many([submission.policy, *(opinion.appointment for opinion in opinions)])
    policy = v1.Policy.parse(rest[submission.policy])
    statements.check_opinions(header, submission, policy, opinions)
    sections = (*item["lineage"], header.page)
    for reference, opinion in zip(header.opinions, opinions, strict=True):
        _check_signature(header, reference, opinion)
        statements.check_appointment(
            v1.Appointment.parse(rest[opinion.appointment]),
            person=opinion.person,
            on_behalf_of=opinion.on_behalf_of,
            duty=opinion.stage,
            moment=opinion.signed_at,
            sections=sections,
        )
    _check_assets(header, erased)
    return Verified(header, content, submission, opinions, None)


def _check_withdrawal(header: v1.Release, base: v1.Release | None) -> Verified:
    withdrawal = v1.Withdrawal.parse(bodies.get(header.statement))
    statements.check_withdrawal(header, withdrawal, base)
    appointment = v1.Appointment.parse(bodies.get(withdrawal.appointment))
    statements.check_appointment(
        appointment,
        person=withdrawal.person,
        on_behalf_of=appointment.on_behalf_of,
        duty="final",
        moment=withdrawal.withdrawn_at,
        sections=_sections_of(base, appointment),
    )
    return Verified(header, None, None, (), withdrawal)


def _sections_of(base: v1.Release | None, appointment: v1.Appointment) -> tuple[str, ...]:
    """The sections of what was taken away. Its submission knows them even when the content, which
    may hold what had to be erased, is gone."""
    if base is None or appointment.section is None:
        return ()
    submission = v1.Submission.parse(bodies.get(base.statement))
    lineages = [item["lineage"] for item in submission.items if item["page"] == base.page]
    return (*(uid for lineage in lineages for uid in lineage), base.page)


def _check_signature(header: v1.Release, reference: Mapping[str, str], opinion: v1.Opinion) -> None:
    if reference["scheme"] != v1.SCHEME:
        raise Broken(_("An opinion is signed in an unknown way."))
    keys.verify(
        reference["key"],
        "opinion/1",
        opinion.encoded,
        bytes.fromhex(reference["signature"]),
        sequence=header.sequence,
        chain="releases",
        or_earlier=True,
    )


def _check_assets(header: v1.Release, erased: Container[str | None]) -> None:
    if not header.assets:
        return
    kept = set(Asset.objects.filter(digest__in=header.assets).values_list("digest", flat=True))
    for digest in header.assets:
        if digest not in kept and digest not in erased:
            if Erasure.objects.filter(subject=digest).exists():
                raise Erased(_("The file %(digest)s was erased by order.") % {"digest": digest})
            raise Broken(_("The file %(digest)s has no row.") % {"digest": digest})
