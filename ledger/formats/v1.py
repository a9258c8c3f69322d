"""Version 1 of every document that is hashed or signed.

Each class is one kind of document. `document()` gives its JSON value, `encoded` its canonical
bytes, `digest` their digest. `parse()` reads bytes and refuses anything that is not exactly this
format: a missing or an extra field is an error, never a default.

The formats are written down byte by byte in `docs/formats.md` and pinned by golden vectors.
**Nothing in this file may change once it has landed**: a new need is a new version beside it.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import cached_property
from itertools import pairwise
from typing import Any, ClassVar, Self, TypeAlias

from ledger import canonical
from ledger.canonical import NotCanonical

STAGES = ("first", "second", "final")
SCHEME = "server-ed25519/1"
PURPOSES = ("entry/1", "release/1", "opinion/1", "head/1", "key/1")

# The kinds of value. The names in the annotations below are looked up in `KINDS`.
Word: TypeAlias = str  # 1 to 64 of a-z 0-9 _ . : - beginning with a letter or digit
Uid: TypeAlias = str  # the same characters: one spelling each, so two uids are two things
Digest: TypeAlias = str  # "sha256:" and 64 lower-case hexadecimal digits
Time: TypeAlias = str  # as `canonical.time_text` writes it
Hex: TypeAlias = str  # lower-case hexadecimal, whole bytes, at least one
Salt: TypeAlias = str  # 32 lower-case hexadecimal digits
Key: TypeAlias = str  # "<algorithm>:<16 to 64 hexadecimal digits>"
Scheme: TypeAlias = str  # "<name>/<version>"
Tag: TypeAlias = str  # "subject:action" or "subject:action:result"
Count: TypeAlias = int  # 0 or more, never a boolean
Ref: TypeAlias = dict[str, str]  # a person: exactly uid name
Signer: TypeAlias = dict[str, str]  # a person who signs: exactly uid name post
Subject: TypeAlias = dict[str, str]  # exactly kind uid
Asset: TypeAlias = dict[str, Any]  # exactly digest size media_type name alt use
Item: TypeAlias = dict[str, Any]  # exactly page address kind title content base lineage
Signed: TypeAlias = dict[str, str]  # exactly digest scheme key signature
Extra: TypeAlias = dict[str, str]  # exactly stage section kind
Detail: TypeAlias = dict[str, Any]  # flat: texts of at most 255, integers, booleans, None, lists


def signed_bytes(purpose: str, encoded: bytes) -> bytes:
    """Give the bytes that the key signs: purpose and document, so that no signature fits two uses.

    Raises:
        NotCanonical: when the purpose is not one of `PURPOSES`.
    """
    if purpose not in PURPOSES:
        raise NotCanonical(f"nothing is signed for the purpose {purpose!r}")
    return b"sanshen " + purpose.encode("ascii") + b"\n" + encoded


def new_salt() -> str:
    """Give a new salt: 128 random bits, so that an erased statement cannot be guessed."""
    return secrets.token_hex(16)


@dataclass(frozen=True)
class Document:
    """Base of the formats: a frozen record of JSON values, in canonical form.

    Construction and parsing make the same checks. Lists given for tuples become tuples, and
    dicts are copied, so that what was checked is what is encoded.
    """

    FORMAT: ClassVar[str] = ""
    CHOICES: ClassVar[dict[str, tuple[str, ...]]] = {}

    def __post_init__(self) -> None:
        """Check and copy every field.

        Raises:
            NotCanonical: when a field is not of its kind, or the fields contradict each other.
        """
        for item in fields(self):
            value = _plain(getattr(self, item.name))
            kind = str(item.type)
            choices = self.CHOICES.get(item.name)
            if not _fits(kind, value) or (choices is not None and value not in choices):
                raise NotCanonical(f"{self.FORMAT}: {item.name} is not {choices or kind}")
            kept = tuple(value) if isinstance(value, list) else value
            object.__setattr__(self, item.name, kept)
        if not self._agrees():
            raise NotCanonical(f"{self.FORMAT}: the fields contradict each other")

    def _agrees(self) -> bool:
        return True

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
            NotCanonical: when bytes, format name, field names, kinds or nested keys differ.
        """
        value = canonical.decode(data)
        if not isinstance(value, dict) or value.pop("format", None) != cls.FORMAT:
            raise NotCanonical(f"this is not a document of the format {cls.FORMAT}")
        names = {item.name for item in fields(cls)}
        if set(value) != names:
            differing = ", ".join(sorted(set(value) ^ names))
            raise NotCanonical(f"{cls.FORMAT}: missing or unknown fields: {differing}")
        return cls(**value)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _pattern(pattern: str) -> Callable[[Any], bool]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None


def _keys(**kinds: str) -> Callable[[Any], bool]:
    return lambda value: (
        isinstance(value, dict)
        and set(value) == set(kinds)
        and all(_fits(kind, value[name]) for name, kind in kinds.items())
    )


def _time(value: Any) -> bool:
    try:
        canonical.read_time(value)
    except NotCanonical:
        return False
    return True


def _detail(value: Any) -> bool:
    def short(item: Any) -> bool:
        return item is None or isinstance(item, int) or (isinstance(item, str) and len(item) <= 255)

    return isinstance(value, dict) and all(
        all(map(short, item)) if isinstance(item, list) else short(item) for item in value.values()
    )


KINDS: dict[str, Callable[[Any], bool]] = {
    "str": lambda value: isinstance(value, str),
    "bool": lambda value: isinstance(value, bool),
    "dict[str, Any]": lambda value: isinstance(value, dict),
    "Word": _pattern(r"[0-9a-z][0-9a-z_.:-]{0,63}"),
    "Uid": _pattern(r"[0-9a-z][0-9a-z_.:-]{0,63}"),
    "Digest": canonical.is_digest,
    "Time": _time,
    "Hex": _pattern(r"([0-9a-f]{2})+"),
    "Salt": _pattern(r"[0-9a-f]{32}"),
    "Key": _pattern(r"[0-9a-z-]{1,20}:[0-9a-f]{16,64}"),
    "Scheme": _pattern(r"[0-9a-z-]{1,24}/[1-9][0-9]{0,3}"),
    "Tag": _pattern(r"(?=.{1,80}\Z)[0-9a-z_]+(:[0-9a-z_]+){1,2}"),
    "Count": lambda value: (
        isinstance(value, int)
        and not isinstance(value, bool)
        and 0 <= value <= canonical.LARGEST_INTEGER
    ),
    "Ref": _keys(uid="Uid", name="str"),
    "Signer": _keys(uid="Uid", name="str", post="str"),
    "Subject": _keys(kind="Word", uid="str"),
    "Asset": _keys(
        digest="Digest", size="Count", media_type="str", name="str", alt="str", use="Word"
    ),
    "Item": _keys(
        page="Uid",
        address="str",
        kind="Word",
        title="str",
        content="Digest",
        base="Count | None",
        lineage="tuple[Uid, ...]",
    ),
    "Signed": _keys(digest="Digest", scheme="Scheme", key="Key", signature="Hex"),
    "Extra": _keys(stage="Word", section="str", kind="str"),
    "Detail": _detail,
}


def _fits(kind: str, value: Any) -> bool:
    if kind.endswith(" | None"):
        return value is None or _fits(kind.removesuffix(" | None"), value)
    if kind.startswith("tuple["):
        inner = kind.removeprefix("tuple[").removesuffix(", ...]")
        return isinstance(value, list) and all(_fits(inner, item) for item in value)
    return KINDS[kind](value)


def _ascending(values: list[str]) -> bool:
    return all(one < other for one, other in pairwise(values))


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

    page: Uid
    kind: Word
    address: str
    language: str
    title: str
    summary: str
    lineage: tuple[Uid, ...]
    sections: tuple[Uid, ...]
    topics: tuple[Uid, ...]
    details: dict[str, Any]
    body_html: str
    text: str
    assets: tuple[Asset, ...]
    links: tuple[str, ...]
    live_from: Time | None
    live_until: Time | None
    pinned_until: Time | None
    correction: str


@dataclass(frozen=True)
class Words(Document):
    """Free text of a person: an opinion, a reason, a note. Salted, so that an erased short text
    cannot be guessed from its digest. `salt` is 32 hexadecimal digits from the system's source."""

    FORMAT: ClassVar[str] = "words/1"

    salt: Salt
    text: str


@dataclass(frozen=True)
class Policy(Document):
    """The review policy that a submission names. The three stages always sign: a policy
    adds, never takes away. An item of `extra_signatures` asks for one more opinion of the stage
    `stage` (none of the three) where section and kind match (empty: all). Verification refuses
    what it cannot apply: a program that does not know extra signatures or `separate_proofreader`
    refuses a policy that has them."""

    FORMAT: ClassVar[str] = "policy/1"

    uid: Uid
    drafter_signs_first: bool
    small_office: bool
    extra_signatures: tuple[Extra, ...]
    separate_proofreader: bool
    proposed_by: Ref
    proposed_at: Time

    def _agrees(self) -> bool:
        return not any(item["stage"] in STAGES for item in self.extra_signatures)


@dataclass(frozen=True)
class Appointment(Document):
    """A proposal: `person` may do `duty` (``draft first second final system security audit``) in
    the subtree of section `section` (None: everywhere), from `since` until before `until` (None:
    open), `on_behalf_of` another person or for themselves. People are ``{"uid", "name"}``. `salt`
    as in `Words`, because `reason` is free text."""

    FORMAT: ClassVar[str] = "appointment/1"

    uid: Uid
    person: Ref
    duty: Word
    section: Uid | None
    since: Time
    until: Time | None
    on_behalf_of: Ref | None
    proposed_by: Ref
    proposed_at: Time
    reason: str
    salt: Salt = field(default_factory=new_salt, compare=False)

    def _agrees(self) -> bool:
        return self.until is None or self.since < self.until


@dataclass(frozen=True)
class Act(Document):
    """Somebody's act upon an earlier fact: `act` is ``confirmed`` or ``revoked``; `subject` is the
    digest of the appointment, policy or withdrawal, `words` the digest of a `Words` body or
    None."""

    FORMAT: ClassVar[str] = "act/1"
    CHOICES: ClassVar[dict[str, tuple[str, ...]]] = {"act": ("confirmed", "revoked")}

    act: str
    subject: Digest
    by: Ref
    at: Time
    words: Digest | None


@dataclass(frozen=True)
class Contribution(Document):
    """A person put a hand to a page: `act` is ``saved reverted copied moved imported asset``;
    `revision` names what came of it (``<pk>@<canonical time>``) or is empty."""

    FORMAT: ClassVar[str] = "contribution/1"

    page: Uid
    person: Ref
    act: Word
    revision: str
    at: Time


@dataclass(frozen=True)
class Finding(Document):
    """What proofreading found. `place` is a field of the content, `start` and `end` count
    characters (code points) in that field's text; `severity` is ``error warning hint``. `salt` as
    in `Words`: the excerpt may be a telephone number."""

    FORMAT: ClassVar[str] = "finding/1"
    CHOICES: ClassVar[dict[str, tuple[str, ...]]] = {"severity": ("error", "warning", "hint")}

    page: Uid
    code: str
    severity: Word
    place: str
    start: Count
    end: Count
    excerpt: str
    message: str
    suggestion: str
    salt: Salt = field(default_factory=new_salt, compare=False)

    def _agrees(self) -> bool:
        return self.start <= self.end


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

    site: Uid
    uid: Uid
    round: Count
    previous: Digest | None
    items: tuple[Item, ...]
    policy: Digest
    contributors: tuple[Ref, ...]
    drafter: Ref
    submitter: Ref
    submitted_at: Time
    findings: tuple[Digest, ...]
    note: Digest | None

    def _agrees(self) -> bool:
        pages = {item["page"] for item in self.items}
        return 0 < len(self.items) == len(pages) and _ascending(
            [person["uid"] for person in self.contributors]
        )


@dataclass(frozen=True)
class Disposition(Document):
    """What a named person at a stage did with a finding: `decision` is ``kept``,
    ``false_alarm`` or ``return`` (listed for return). `salt` as in `Words`, because `reason` is
    free text."""

    FORMAT: ClassVar[str] = "disposition/1"
    CHOICES: ClassVar[dict[str, tuple[str, ...]]] = {"decision": ("kept", "false_alarm", "return")}

    submission: Digest
    finding: Digest
    stage: Word
    decision: str
    reason: str
    person: Ref
    at: Time
    salt: Salt = field(default_factory=new_salt, compare=False)


@dataclass(frozen=True)
class Opinion(Document):
    """One signature under one submission.

    `stage` is one of `STAGES` or an extra stage of the policy; `decision` is ``pass`` or
    ``return``; `target` is None for a pass, ``drafter`` or an earlier
    stage for a return; `person` has ``uid name post``; `appointment` is the digest of the
    appointment used; `proofread` says that this stage's proof is signed with it; `dispositions`
    are digests; `words` the digest of a `Words` body or None; `standing` are the digests of the
    opinions that stood unvoided before this one, oldest first, so that nobody can say they signed
    without seeing them; `ordinal` counts all opinions of the submission from 1.
    """

    FORMAT: ClassVar[str] = "opinion/1"
    CHOICES: ClassVar[dict[str, tuple[str, ...]]] = {"decision": ("pass", "return")}

    site: Uid
    submission: Digest
    ordinal: Count
    stage: Word
    decision: str
    target: Word | None
    person: Signer
    on_behalf_of: Ref | None
    appointment: Digest
    proofread: bool
    dispositions: tuple[Digest, ...]
    standing: tuple[Digest, ...]
    words: Digest | None
    signed_at: Time
    proven_at: Time

    def _agrees(self) -> bool:
        return (self.decision == "pass") == (self.target is None)


@dataclass(frozen=True)
class Withdrawal(Document):
    """One person takes a page away. `sentence` is the code of a withdrawal sentence in the signed
    site frame; `reason` the digest of a `Words` body."""

    FORMAT: ClassVar[str] = "withdrawal/1"

    site: Uid
    page: Uid
    base: Count
    sentence: Word
    reason: Digest
    person: Ref
    appointment: Digest
    withdrawn_at: Time


@dataclass(frozen=True)
class Release(Document):
    """The header of a release row: the only thing the public side believes.

    `kind` is ``publish``, ``correct`` or ``withdraw``. `opinions` are dicts with exactly ``digest
    scheme key signature`` (signature in lower-case hexadecimal), in the order of the stages
    and then of extra stages, none for a withdrawal. `statement` is the digest of the submission
    or of the withdrawal. `base` is the sequence of the release it replaces, `audit` the sequence
    of its audit entry, `previous` the signature of the release before (hexadecimal), None for the
    first.
    """

    FORMAT: ClassVar[str] = "release/1"
    CHOICES: ClassVar[dict[str, tuple[str, ...]]] = {"kind": ("publish", "correct", "withdraw")}

    site: Uid
    sequence: Count
    page: Uid
    kind: str
    address: str
    content: Digest | None
    assets: tuple[Digest, ...]
    statement: Digest
    opinions: tuple[Signed, ...]
    live_from: Time | None
    live_until: Time | None
    base: Count | None
    audit: Count
    released_at: Time
    previous: Hex | None
    key: Key

    def _agrees(self) -> bool:
        if self.kind == "withdraw":
            return self.content is None and not (
                self.assets or self.opinions or self.live_from or self.live_until
            )
        return self.content is not None and len(self.opinions) >= len(STAGES)


@dataclass(frozen=True)
class Entry(Document):
    """The header of an audit entry. `person` is ``{"uid","name"}`` or None for the system; `tag`
    is ``subject:action[:result]``; `subject` is ``{"kind","uid"}``; `detail` holds short machine
    words (never free text of people); `covers` are digests, sorted; `previous` is the digest of
    the entry before, None for the first."""

    FORMAT: ClassVar[str] = "entry/1"

    site: Uid
    sequence: Count
    at: Time
    person: Ref | None
    tag: Tag
    subject: Subject
    detail: Detail
    covers: tuple[Digest, ...]
    previous: Digest | None
    key: Key

    def _agrees(self) -> bool:
        return _ascending(list(self.covers))


@dataclass(frozen=True)
class Head(Document):
    """The heads of both chains, kept and signed outside the database. Sequence 0 is empty."""

    FORMAT: ClassVar[str] = "head/1"

    site: Uid
    entry: Count
    entry_digest: Digest | None
    release: Count
    release_signature: Hex | None
    written_at: Time
    key: Key

    def _agrees(self) -> bool:
        return (self.entry == 0) == (self.entry_digest is None) and (self.release == 0) == (
            self.release_signature is None
        )


@dataclass(frozen=True)
class Erasure(Document):
    """An order by which one body may go. Two people, a legal basis."""

    FORMAT: ClassVar[str] = "erasure/1"

    site: Uid
    subject: Digest
    legal_basis: str
    ordered_by: Ref
    confirmed_by: Ref
    ordered_at: Time

    def _agrees(self) -> bool:
        return self.ordered_by["uid"] != self.confirmed_by["uid"]


@dataclass(frozen=True)
class VerifyingKey(Document):
    """A public key (`public`: its 32 raw bytes in hexadecimal) and from which sequences of the
    two chains it is valid; it ends where the next key begins. `key` is ``ed25519:`` and the first
    16 hexadecimal digits of the sha256 of those bytes."""

    FORMAT: ClassVar[str] = "key/1"

    site: Uid
    key: Key
    public: Hex
    entries_from: Count
    releases_from: Count
    made_at: Time
