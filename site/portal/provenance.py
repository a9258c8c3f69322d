"""How a page came to be public, as anybody may check it: dates, stages, digests, a signature.

No person is named: who signed is the unit's to tell. What is said is enough to verify the
server's signature offline; that three different persons signed is verified here, before a word of
the page is shown, and by `verify_ledger`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ledger import keys, releases, verify
from ledger.canonical import read_time, short_code
from ledger.formats import v1
from ledger.models import Release
from portal.items import Reading, Shown
from portal.timeline import first_publication, in_force, moments

_MOST_ACTS = 30


@dataclass(frozen=True)
class Passed:
    """One stage that let the text pass, and when."""

    stage: str
    at: datetime
    proofread: bool


@dataclass(frozen=True)
class Act:
    """One release as the public saw it: what it did, and since when it held."""

    kind: str
    at: datetime
    sequence: int
    code: str


@dataclass(frozen=True)
class Evidence:
    """The bytes of a release and what is needed to verify them without us."""

    header: str
    digest: str
    signature: str
    key: str
    public: str
    sequence: int
    content: str


@dataclass(frozen=True)
class Provenance:
    """What can be said of one page. `shown` is None when it is not public any more."""

    uid: str
    shown: Shown | None
    published: datetime
    passed: tuple[Passed, ...]
    acts: tuple[Act, ...]
    evidence: Evidence


def of(uid: str, reading: Reading) -> Provenance | None:
    """Give the provenance of a page; None when it never was public, or is not believed.

    Raises:
        Broken: when a release of it does not verify.
        NotCanonical: when a header cannot be read.
    """
    shown = reading.item(uid)
    if uid in reading.dark:
        return None
    rows = {row.sequence: row for row in releases.of_page(uid)}
    headers = [releases.header(rows[sequence]) for sequence in sorted(rows)]
    first = first_publication(headers)
    if first is None or first[0] > reading.now:
        return None
    seen = _seen(headers, reading.now)
    current = shown.header if shown and shown.header else seen[-1]
    verified = verify.release(rows[current.sequence])
    reading.sequences.add(current.sequence)
    return Provenance(
        uid,
        shown,
        first[0],
        tuple(
            Passed(opinion.stage, read_time(opinion.signed_at), opinion.proofread)
            for opinion in sorted(verified.opinions, key=lambda each: each.ordinal)
        ),
        tuple(_act(header, first[1]) for header in reversed(seen[-_MOST_ACTS:])),
        _evidence(rows[current.sequence], current),
    )


def _seen(headers: Sequence[v1.Release], now: datetime) -> list[v1.Release]:
    """Give the releases that the public saw until now; one that waits for its time says nothing."""
    were = {
        header.sequence
        for moment in moments(headers)
        if moment <= now and (header := in_force(headers, moment))
    }
    first = min(were)
    return [
        header
        for header in headers
        if header.sequence in were or (header.kind == "withdraw" and header.sequence > first)
    ]


def _act(header: v1.Release, first: v1.Release) -> Act:
    kind = "publish" if header.sequence == first.sequence else header.kind
    starts = max(header.released_at, header.live_from or "")
    return Act(
        kind, read_time(starts), header.sequence, short_code(header.content or header.statement)
    )


def _evidence(row: Release, header: v1.Release) -> Evidence:
    public = next(key.public for key in keys.verifying_keys() if key.key == header.key)
    return Evidence(
        bytes(row.header).decode(),
        row.digest,
        bytes(row.signature).hex(),
        header.key,
        public,
        header.sequence,
        header.content or "",
    )
