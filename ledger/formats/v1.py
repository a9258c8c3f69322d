"""Version 1 of every document that is hashed or signed.

Each class is one kind of document. `document()` gives its JSON value, `encoded` its canonical
bytes, `digest` their digest. `parse()` reads bytes and refuses anything that is not exactly this
format: a missing or an extra field is an error, never a default.

The formats are written down byte by byte in `docs/formats.md` and pinned by golden vectors.
**Nothing in this file may change once it has landed**: a new need is a new version beside it.
"""

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, ClassVar, Self

from ledger import canonical
from ledger.canonical import NotCanonical

STAGES = ("first", "second", "final")
SCHEME = "server-ed25519/1"


def signed_bytes(purpose: str, encoded: bytes) -> bytes:
    """Give the bytes that the key signs: purpose and document, so that no signature fits two uses.

    `purpose` is one of ``entry/1``, ``release/1``, ``opinion/1``, ``head/1``, ``key/1``.
    """
    return b"sanshen " + purpose.encode("ascii") + b"\n" + encoded


@dataclass(frozen=True)
class Document:
    """Base of the formats: a frozen record of JSON values, in canonical form."""

    FORMAT: ClassVar[str] = ""

    def document(self) -> dict[str, Any]:
        """Give the JSON value, with the format's name in ``format``."""
        value: dict[str, Any] = {"format": self.FORMAT}
        for item in fields(self):
            value[item.name] = _plain(getattr(self, item.name))
        return value

    @cached_property
    def encoded(self) -> bytes:
        """The canonical bytes."""
        return canonical.encode(self.document())

    @cached_property
    def digest(self) -> str:
        """The digest of the canonical bytes."""
        return canonical.digest(self.encoded)

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Read canonical bytes of exactly this format.

        Raises:
            NotCanonical: when bytes, format name, field names or field types differ.
        """
        value = canonical.decode(data)
        if not isinstance(value, dict) or value.pop("format", None) != cls.FORMAT:
            raise NotCanonical(f"this is not a document of the format {cls.FORMAT}")
        names = {item.name for item in fields(cls)}
        if set(value) != names:
            differing = ", ".join(sorted(set(value) ^ names))
            raise NotCanonical(f"{cls.FORMAT}: missing or unknown fields: {differing}")
        for item in fields(cls):
            _expect(cls.FORMAT, item.name, value[item.name], str(item.type))
        return cls(**{name: _tuples(item) for name, item in value.items()})


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _tuples(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _expect(name: str, field_name: str, value: Any, annotation: str) -> None:
    optional = annotation.endswith("| None")
    if value is None and optional:
        return
    kind = annotation.removesuffix("| None").strip()
    fits = {
        "str": isinstance(value, str),
        "int": isinstance(value, int) and not isinstance(value, bool),
        "bool": isinstance(value, bool),
    }.get(kind)
    if fits is None:
        if kind.startswith("tuple[str"):
            fits = isinstance(value, list) and all(isinstance(item, str) for item in value)
        elif kind.startswith("tuple["):
            fits = isinstance(value, list) and all(isinstance(item, dict) for item in value)
        else:
            fits = isinstance(value, dict)
    if not fits:
        raise NotCanonical(f"{name}: {field_name} is not {annotation}")


@dataclass(frozen=True)
class Content(Document):
    """Exactly what the public will see of one page, and nothing else.

    `kind` is ``home``, ``section``, ``article``, ``frame`` or a later page type; `lineage` are the
    uids of the sections above it, from the top down (a section's own uid is not in it); `details`
    are the structured fields of the kind (JSON); `assets` are dicts with exactly the keys
    ``digest size media_type name alt use`` (`use` is ``picture`` or ``attachment``), in order of
    first appearance; `links` the addresses of own pages that the body names; times are canonical
    texts or None.
    """

    FORMAT: ClassVar[str] = "content/1"

    page: str
    kind: str
    address: str
    language: str
    title: str
    summary: str
    lineage: tuple[str, ...]
    sections: tuple[str, ...]
    topics: tuple[str, ...]
    details: dict[str, Any]
    body_html: str
    text: str
    assets: tuple[dict[str, Any], ...]
    links: tuple[str, ...]
    live_from: str | None
    live_until: str | None
    pinned_until: str | None
    correction: str


@dataclass(frozen=True)
class Words(Document):
    """Free text of a person: an opinion, a reason, a note. Salted, so that an erased short text
    cannot be guessed from its digest. `salt` is 32 hexadecimal digits from the system's source."""

    FORMAT: ClassVar[str] = "words/1"

    salt: str
    text: str


@dataclass(frozen=True)
class Policy(Document):
    """The review policy that a submission names. `extra_signatures` and `separate_proofreader`
    have their place and are empty and false until a later version of the product uses them.
    `signatures` is always 3: a policy adds, never takes away."""

    FORMAT: ClassVar[str] = "policy/1"

    uid: str
    drafter_signs_first: bool
    small_office: bool
    extra_signatures: tuple[dict[str, Any], ...]
    separate_proofreader: bool
    proposed_by: dict[str, str]
    proposed_at: str


@dataclass(frozen=True)
class Appointment(Document):
    """A proposal: `person` may do `duty` (``draft first second final system security audit``) in
    the subtree of section `section` (None: everywhere), from `since` until before `until` (None:
    open), `on_behalf_of` another person or for themselves. People are ``{"uid", "name"}``."""

    FORMAT: ClassVar[str] = "appointment/1"

    uid: str
    person: dict[str, str]
    duty: str
    section: str | None
    since: str
    until: str | None
    on_behalf_of: dict[str, str] | None
    proposed_by: dict[str, str]
    proposed_at: str
    reason: str


@dataclass(frozen=True)
class Act(Document):
    """Somebody's act upon an earlier fact: `act` is ``confirmed`` or ``revoked``; `subject` is the
    digest of the appointment or policy, `words` the digest of a `Words` body or None."""

    FORMAT: ClassVar[str] = "act/1"

    act: str
    subject: str
    by: dict[str, str]
    at: str
    words: str | None


@dataclass(frozen=True)
class Contribution(Document):
    """A person put a hand to a page: `act` is ``saved reverted copied moved imported asset``;
    `revision` names what came of it (``<pk>@<canonical time>``) or is empty."""

    FORMAT: ClassVar[str] = "contribution/1"

    page: str
    person: dict[str, str]
    act: str
    revision: str
    at: str


@dataclass(frozen=True)
class Finding(Document):
    """What proofreading found. `place` is a field of the content, `start` and `end` count
    characters (code points) in that field's text; `severity` is ``error warning hint``."""

    FORMAT: ClassVar[str] = "finding/1"

    page: str
    code: str
    severity: str
    place: str
    start: int
    end: int
    excerpt: str
    message: str
    suggestion: str


@dataclass(frozen=True)
class Submission(Document):
    """What is signed: the digest of this statement is what reviewers put their names to.

    `items` are dicts with exactly ``page address kind title content base lineage``: `content` the
    digest of the `Content`, `base` the sequence of the newest release of that page or None,
    `lineage` as in the content. `contributors` are ``{"uid","name"}`` sorted by uid; each item of
    `findings` is the digest of a `Finding`; `previous` is the digest of the round before or None;
    `note` the digest of a `Words` body or None.
    """

    FORMAT: ClassVar[str] = "submission/1"

    site: str
    uid: str
    round: int
    previous: str | None
    items: tuple[dict[str, Any], ...]
    policy: str
    contributors: tuple[dict[str, str], ...]
    drafter: dict[str, str]
    submitter: dict[str, str]
    submitted_at: str
    findings: tuple[str, ...]
    note: str | None


@dataclass(frozen=True)
class Disposition(Document):
    """What a named person at a stage did with a finding: `decision` is ``kept``,
    ``false_alarm`` or ``return`` (listed for return)."""

    FORMAT: ClassVar[str] = "disposition/1"

    submission: str
    finding: str
    stage: str
    decision: str
    reason: str
    person: dict[str, str]
    at: str


@dataclass(frozen=True)
class Opinion(Document):
    """One signature under one submission.

    `decision` is ``pass`` or ``return``; `target` is None for a pass, ``drafter`` or an earlier
    stage for a return; `person` has ``uid name post``; `appointment` is the digest of the
    appointment used; `proofread` says that this stage's proof is signed with it; `dispositions`
    are digests; `words` the digest of a `Words` body or None; `standing` are the digests of the
    opinions that stood unvoided before this one, oldest first, so that nobody can say they signed
    without seeing them; `ordinal` counts all opinions of the submission from 1.
    """

    FORMAT: ClassVar[str] = "opinion/1"

    site: str
    submission: str
    ordinal: int
    stage: str
    decision: str
    target: str | None
    person: dict[str, str]
    on_behalf_of: dict[str, str] | None
    appointment: str
    proofread: bool
    dispositions: tuple[str, ...]
    standing: tuple[str, ...]
    words: str | None
    signed_at: str
    proven_at: str


@dataclass(frozen=True)
class Withdrawal(Document):
    """One person takes a page away. `sentence` is the code of a withdrawal sentence in the signed
    site frame; `reason` the digest of a `Words` body."""

    FORMAT: ClassVar[str] = "withdrawal/1"

    site: str
    page: str
    base: int
    sentence: str
    reason: str
    person: dict[str, str]
    appointment: str
    withdrawn_at: str


@dataclass(frozen=True)
class Release(Document):
    """The header of a release row: the only thing the public side believes.

    `kind` is ``publish``, ``correct`` or ``withdraw``. `opinions` are dicts with exactly ``digest
    scheme key signature`` (signature in lower-case hexadecimal), in the order of the stages, none
    for a withdrawal. `statement` is the digest of the submission or of the withdrawal. `base` is
    the sequence of the release it replaces, `audit` the sequence of its audit entry, `previous`
    the signature of the release before (hexadecimal), None for the first.
    """

    FORMAT: ClassVar[str] = "release/1"

    site: str
    sequence: int
    page: str
    kind: str
    address: str
    content: str | None
    assets: tuple[str, ...]
    statement: str
    opinions: tuple[dict[str, str], ...]
    live_from: str | None
    live_until: str | None
    base: int | None
    audit: int
    released_at: str
    previous: str | None
    key: str


@dataclass(frozen=True)
class Entry(Document):
    """The header of an audit entry. `person` is ``{"uid","name"}`` or None for the system; `tag`
    is ``subject:action[:result]``; `subject` is ``{"kind","uid"}``; `detail` holds short machine
    words (never free text of people); `covers` are digests, sorted; `previous` is the digest of
    the entry before, None for the first."""

    FORMAT: ClassVar[str] = "entry/1"

    site: str
    sequence: int
    at: str
    person: dict[str, str] | None
    tag: str
    subject: dict[str, str]
    detail: dict[str, Any]
    covers: tuple[str, ...]
    previous: str | None
    key: str


@dataclass(frozen=True)
class Head(Document):
    """The heads of both chains, kept and signed outside the database. Sequence 0 is empty."""

    FORMAT: ClassVar[str] = "head/1"

    site: str
    entry: int
    entry_digest: str | None
    release: int
    release_signature: str | None
    written_at: str
    key: str


@dataclass(frozen=True)
class Erasure(Document):
    """An order by which one body may go. Two people, a legal basis."""

    FORMAT: ClassVar[str] = "erasure/1"

    site: str
    subject: str
    legal_basis: str
    ordered_by: dict[str, str]
    confirmed_by: dict[str, str]
    ordered_at: str


@dataclass(frozen=True)
class VerifyingKey(Document):
    """A public key and from which sequences of the two chains it is valid."""

    FORMAT: ClassVar[str] = "key/1"

    site: str
    key: str
    public: str
    entries_from: int
    releases_from: int
    made_at: str
