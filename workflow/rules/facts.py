"""What the rules look at. Read from the database by `queries`; written by hand in the tests."""

from dataclasses import dataclass
from datetime import date, datetime

from workflow import dimensions
from workflow.dimensions import Dimension
from workflow.roles import DUTY_OF, Duty
from workflow.states import Stage, State, missing_beside


@dataclass(frozen=True)
class Named:
    """A natural person, as statements name them."""

    uid: str
    name: str


@dataclass(frozen=True)
class Appointed:
    """One appointment of a person. `section` is empty when it holds everywhere.

    `principal_duties` are the duties that the principal of a delegation holds himself for the
    pages in question at this moment.
    """

    digest: str
    duty: Duty
    section: str
    since: datetime
    until: datetime | None
    confirmed_at: datetime | None
    revoked_at: datetime | None
    principal: Named | None = None
    principal_duties: frozenset[Duty] = frozenset()

    def covers(self, places: frozenset[str]) -> bool:
        """Say whether a page with these places (itself, the sections above) is below it."""
        return not self.section or self.section in places

    def effective(self, moment: datetime) -> bool:
        """Say whether it is confirmed, begun, not ended and not revoked."""
        confirmed = self.confirmed_at is not None and self.confirmed_at <= moment
        revoked = self.revoked_at is not None and self.revoked_at <= moment
        begun = self.since <= moment and (self.until is None or moment < self.until)
        return confirmed and begun and not revoked


@dataclass(frozen=True)
class Signer:
    """The person who acts, with every appointment they ever had.

    `reset_by` names who reset what they sign in with, while nobody has confirmed that.
    """

    person: Named
    closed: bool = False
    account_open: bool = True
    appointments: tuple[Appointed, ...] = ()
    reset_by: str = ""

    def duties(self, moment: datetime) -> frozenset[Duty]:
        """Give the duties held at a moment, wherever they hold."""
        return frozenset(a.duty for a in self.appointments if a.effective(moment))


@dataclass(frozen=True)
class Standing:
    """A person who wants to do one of some duties for some pages at a moment.

    Each of `places` is one page: its own uid and the uids of the sections above it.
    """

    signer: Signer
    duties: frozenset[Duty]
    places: tuple[frozenset[str], ...]
    moment: datetime

    def of_duty(self) -> tuple[Appointed, ...]:
        """Give the appointments for one of the duties, own ones before delegations."""
        own = [a for a in self.signer.appointments if a.duty in self.duties]
        return tuple(sorted(own, key=lambda a: a.principal is not None))

    def used(self) -> Appointed | None:
        """Give the appointment by which the person acts: one that covers every page, or None."""
        for appointment in self.of_duty():
            if appointment.effective(self.moment) and all(map(appointment.covers, self.places)):
                return appointment
        return None


@dataclass(frozen=True)
class Signed:
    """An opinion of the round. `voided` by a later return, it still binds the person."""

    stage: Stage
    decision: str
    person: Named
    principal: Named | None
    at: datetime
    voided: bool = False


@dataclass(frozen=True)
class Signing:
    """Somebody puts their name under a submission at a stage.

    `asked` is what the submission's policy asks for besides the three stages; `able` names for each
    of those that are missing who could sign it now.
    """

    signer: Signer
    moment: datetime
    stage: Stage
    state: State
    is_open: bool
    digest: str
    shown: str
    places: tuple[frozenset[str], ...]
    contributors: tuple[Named, ...]
    drafter: Named
    drafter_signs_first: bool
    signed: tuple[Signed, ...] = ()
    errors_open: int = 0
    listed_for_return: int = 0
    words: str = ""
    lost_quotes: tuple[str, ...] = ()
    target: State | None = None
    asked: tuple[Stage, ...] = ()
    able: tuple[tuple[Stage, tuple[str, ...]], ...] = ()
    obligatory: tuple[Dimension, ...] = ()

    @property
    def unlooked(self) -> tuple[Dimension, ...]:
        """What this stage answers for by the policy and its words do not name as looked at."""
        _words, seen = dimensions.parse(self.words)
        return tuple(
            each
            for each in dimensions.ANSWERS[self.stage]
            if each in self.obligatory and each not in seen
        )

    @property
    def missing(self) -> tuple[Stage, ...]:
        """What has to be signed before this one of the three stages can pass."""
        standing = {s.stage for s in self.signed if s.decision == "pass" and not s.voided}
        return missing_beside(self.stage, self.asked, standing)

    @property
    def standing(self) -> Standing:
        """What the signer needs an appointment for."""
        return Standing(self.signer, frozenset({DUTY_OF[self.stage]}), self.places, self.moment)

    @property
    def names(self) -> tuple[Named, ...]:
        """The people this signature would count for: the signer and the principal."""
        used = self.standing.used()
        principal = used.principal if used else None
        return (self.signer.person,) if principal is None else (self.signer.person, principal)


@dataclass(frozen=True)
class Disposing:
    """What a stage does with a finding."""

    decision: str
    reason: str


@dataclass(frozen=True)
class HandingOver:
    """A reviewer names another person for the stage whose turn it is.

    `giver` and `taker` are the facts of a signature at that stage by the one and by the other.
    """

    giver: Signing
    taker: Signing
    named: Named | None
    reason: str


@dataclass(frozen=True)
class EarlierOpinion:
    """A standing pass of an earlier stage, looked at again before the release."""

    stage: Stage
    person: Named
    genuine: bool
    covered: bool
    appointed: bool


@dataclass(frozen=True)
class Releasing:
    """What must still hold when the final signature arrives."""

    statement_intact: bool
    earlier: tuple[EarlierOpinion, ...]
    asked: tuple[Stage, ...] = ()
    overtaken: tuple[str, ...] = ()
    missing_links: tuple[str, ...] = ()
    missing_sections: tuple[str, ...] = ()


@dataclass(frozen=True)
class SubmittedPage:
    """One page of what is being submitted."""

    title: str
    places: frozenset[str]
    state: State
    is_its_own: bool
    revision: str
    revision_now: str
    problems: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()


@dataclass(frozen=True)
class Submitting:
    """A drafter sends pages to review."""

    signer: Signer
    moment: datetime
    pages: tuple[SubmittedPage, ...]
    digest: str
    shown: str
    has_policy: bool

    @property
    def standings(self) -> tuple[Standing, ...]:
        """One for each page: different sections may be drafted by different appointments."""
        duties = frozenset({Duty.DRAFT})
        return tuple(Standing(self.signer, duties, (p.places,), self.moment) for p in self.pages)


@dataclass(frozen=True)
class BeingAway:
    """Somebody notes that a person is away from one day through another, or that they are back."""

    actor: Signer
    moment: datetime
    today: date
    person: Named
    since: date
    until: date


@dataclass(frozen=True)
class Recalling:
    """Somebody takes a submission back before the final decision."""

    signer: Signer
    submitter: Named
    is_open: bool
    state: State
    digest: str
    shown: str


@dataclass(frozen=True)
class Withdrawing:
    """A final reviewer takes a page away."""

    standing: Standing
    withdrawable: bool
    kind: str
    carried: int
    sentence: str
    sentences: frozenset[str] | None
    reason: str


@dataclass(frozen=True)
class ConfirmingWithdrawal:
    """A second person looks at a withdrawal."""

    standing: Standing
    is_withdrawal: bool
    withdrawn_by: Named | None
    confirmed_by: Named | None


@dataclass(frozen=True)
class Appointing:
    """Somebody proposes or confirms an appointment.

    `held` are the other duties that the appointee holds, or will hold, in the same time.
    """

    actor: Signer
    moment: datetime
    appointee: Named
    appointee_closed: bool
    duty: Duty
    section: str
    since: datetime
    until: datetime | None
    reason: str
    small_office: bool
    held: frozenset[Duty] = frozenset()
    principal: Named | None = None
    principal_duties: frozenset[Duty] = frozenset()
    proposer: Named | None = None
    confirmed: bool = False
    revoked: bool = False


@dataclass(frozen=True)
class Extra:
    """An extra signature of a policy; section and kind are empty for all."""

    stage: str
    section: str
    kind: str


@dataclass(frozen=True)
class SettingPolicy:
    """Somebody proposes, confirms or revokes a review policy, or revokes an appointment.

    `alone` are the duties that would have nobody left; `sections` those that there are.
    """

    actor: Signer
    moment: datetime
    small_office: bool
    reason: str = "-"
    proposer: Named | None = None
    confirmed: bool = False
    revoked: bool = False
    alone: tuple[Duty, ...] = ()
    double: tuple[Named, ...] = ()
    extras: tuple[Extra, ...] = ()
    sections: frozenset[str] = frozenset()
