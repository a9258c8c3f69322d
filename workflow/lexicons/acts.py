"""Proposing, confirming and revoking a version of a list."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ledger import bodies, canonical, entries, keys
from ledger.formats import v1
from workflow.lexicons import force, tables
from workflow.lexicons.kinds import KINDS
from workflow.lexicons.models import ListVersion
from workflow.models import new_uid
from workflow.presence import Presence
from workflow.queries.appointed import signer
from workflow.refusals import Refused, raise_if, refusal
from workflow.rules.facts import Named
from workflow.rules.listing import Listing, may_confirm_list, may_propose_list, may_revoke_list
from workflow.signals import lists_changed

LONGEST_REASON = 500


@transaction.atomic
def propose(
    presence: Presence, kind: str, rows: Sequence[Sequence[str]], reason: str
) -> ListVersion:
    """Propose a whole list; it finds nothing until another keeper confirms it.

    Raises:
        Refused: when the rules have anything against it.
        Unreadable: when a line cannot be used.
    """
    entries.lock()
    moment = entries.now()
    lines = tables.checked(rows, KINDS[kind])
    newest = force.newest(kind)
    unchanged = lines == (force.rows_of(newest) if newest else [])
    raise_if(
        may_propose_list(Listing(signer(presence, moment), moment, reason, unchanged=unchanged))
    )
    statement: dict[str, canonical.Json] = {
        "format": force.FORMAT,
        "site": keys.site(),
        "uid": new_uid(),
        "kind": kind,
        "columns": [*KINDS[kind].columns],
        "rows": [[*row] for row in lines],
        "instead_of": newest.uid if newest else None,
        "reason": reason.strip()[:LONGEST_REASON],
        "proposed_by": {**presence.ref},
        "proposed_at": canonical.time_text(moment),
    }
    encoded = canonical.encode(statement)
    row = ListVersion.objects.create(
        uid=statement["uid"],
        act=ListVersion.PROPOSED,
        by=presence.person.uid,
        by_name=presence.person.name,
        at=moment,
        statement=encoded,
        digest=bodies.put(encoded),
        kind=kind,
        count=len(lines),
        reason=reason.strip()[:LONGEST_REASON],
    )
    _record("lexicon:proposed", row, presence)
    return row


@transaction.atomic
def confirm(presence: Presence, uid: str) -> ListVersion:
    """Confirm a proposed version as a second person; from now on it is read with.

    Raises:
        Refused: when the rules have anything against it.
    """
    entries.lock()
    proposed = _proposed(uid)
    raise_if(may_confirm_list(_facts(presence, proposed)))
    number = ListVersion.objects.filter(kind=proposed.kind, act=ListVersion.CONFIRMED).count() + 1
    row = _write(presence, proposed, ListVersion.CONFIRMED, number=number)
    lists_changed.send(ListVersion, kind=row.kind)
    return row


@transaction.atomic
def revoke(presence: Presence, uid: str, reason: str) -> ListVersion:
    """Revoke a version or a proposal; the confirmed one before it is in force again.

    Raises:
        Refused: when the rules have anything against it.
    """
    entries.lock()
    proposed = _proposed(uid)
    raise_if(may_revoke_list(_facts(presence, proposed, reason)))
    row = _write(presence, proposed, ListVersion.REVOKED, number=0, reason=reason.strip())
    lists_changed.send(ListVersion, kind=row.kind)
    return row


def _proposed(uid: str) -> ListVersion:
    row = force.proposal(uid)
    if row is None:
        raise Refused([refusal("list_unknown", _("There is no such version of a list."))])
    return row


def _facts(presence: Presence, proposed: ListVersion, reason: str = "-") -> Listing:
    moment = entries.now()
    acts = set(ListVersion.objects.filter(uid=proposed.uid).values_list("act", flat=True))
    newest = force.newest(proposed.kind)
    document = canonical.decode(bytes(proposed.statement))
    assert isinstance(document, dict)
    return Listing(
        actor=signer(presence, moment),
        moment=moment,
        reason=reason,
        proposer=Named(proposed.by, proposed.by_name),
        confirmed=ListVersion.CONFIRMED in acts,
        revoked=ListVersion.REVOKED in acts,
        outdated=document["instead_of"] != (newest.uid if newest else None),
    )


def _write(
    presence: Presence, proposed: ListVersion, act: str, *, number: int, reason: str = ""
) -> ListVersion:
    moment = entries.now()
    words = bodies.put_words(reason) if reason else None
    statement = v1.Act(
        act=act,
        subject=proposed.digest,
        by=presence.ref,
        at=canonical.time_text(moment),
        words=words,
    )
    row = ListVersion.objects.create(
        uid=proposed.uid,
        act=act,
        by=presence.person.uid,
        by_name=presence.person.name,
        at=moment,
        statement=statement.encoded,
        digest=bodies.put(statement.encoded),
        kind=proposed.kind,
        count=proposed.count,
        number=number,
        reason=reason[:LONGEST_REASON],
    )
    _record(f"lexicon:{act}", row, presence, words)
    return row


def _record(tag: str, row: ListVersion, presence: Presence, words: str | None = None) -> None:
    detail: dict[str, canonical.Json] = {"list": row.kind, "lines": row.count}
    if row.number:
        detail["version"] = row.number
    entries.append(
        tag,
        person=presence.ref,
        subject={"kind": "lexicon", "uid": row.uid},
        detail=detail,
        covers=[row.digest, words] if words else [row.digest],
    )
