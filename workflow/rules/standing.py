"""Who a person is here: open or closed, appointed or not, and which duties exclude each other."""

from django.utils.translation import gettext_lazy as _

from workflow.names import DUTIES, moment_text
from workflow.refusals import Refusal, refusal
from workflow.roles import ADMINISTRATORS, SIGNERS, Duty
from workflow.rules import ask
from workflow.rules.facts import Appointed, Signer, Standing


def person_closed(signer: Signer) -> Refusal | None:
    """A person who has left does nothing any more."""
    if not signer.closed:
        return None
    return refusal(
        "person_closed",
        _("{name} is closed in the register of people and can do nothing here any more."),
        name=signer.person.name,
    )


def account_closed(signer: Signer) -> Refusal | None:
    """A session of a locked account does nothing any more."""
    if signer.account_open:
        return None
    return refusal(
        "account_closed",
        _("This account of {name} is locked. The system administrator can open it."),
        name=signer.person.name,
    )


def never_appointed(standing: Standing) -> Refusal | None:
    """Nobody is anything by an account's rights: it takes an appointment."""
    if standing.of_duty():
        return None
    return refusal(
        "never_appointed",
        _(
            "{name} has no appointment as {duty}. It takes one, proposed and "
            "confirmed by two others."
        ),
        name=standing.signer.person.name,
        duty=_duty(standing),
    )


def appointment_unconfirmed(standing: Standing) -> Refusal | None:
    """A proposal is not an appointment."""
    waiting = [a for a in standing.of_duty() if a.confirmed_at is None and a.revoked_at is None]
    if standing.used() or not waiting or len(waiting) < len(standing.of_duty()):
        return None
    return refusal(
        "appointment_unconfirmed",
        _(
            "The appointment of {name} as {duty} is proposed and not yet confirmed "
            "by a second person."
        ),
        name=standing.signer.person.name,
        duty=_duty(standing),
    )


def appointment_not_begun(standing: Standing) -> Refusal | None:
    """An appointment begins when it says."""
    later = [a for a in _kept(standing) if standing.moment < a.since]
    if standing.used() or _effective(standing) or not later:
        return None
    return refusal(
        "appointment_not_begun",
        _("The appointment of {name} as {duty} begins on {since}."),
        name=standing.signer.person.name,
        duty=_duty(standing),
        since=moment_text(min(a.since for a in later)),
    )


def appointment_ended(standing: Standing) -> Refusal | None:
    """An appointment ends when it says, or when it is revoked."""
    ends = [a.until for a in _kept(standing) if a.until and a.until <= standing.moment]
    ends += [a.revoked_at for a in standing.of_duty() if a.confirmed_at and a.revoked_at]
    later = [a for a in _kept(standing) if standing.moment < a.since]
    if standing.used() or _effective(standing) or later or not ends:
        return None
    return refusal(
        "appointment_ended",
        _("The appointment of {name} as {duty} ended on {until}. A new one has to be proposed."),
        name=standing.signer.person.name,
        duty=_duty(standing),
        until=moment_text(max(ends)),
    )


def appointed_elsewhere(standing: Standing) -> Refusal | None:
    """An appointment for one section says nothing about another; one must cover all the pages."""
    if standing.used() or not _effective(standing):
        return None
    return refusal(
        "appointed_elsewhere",
        _("{name} is appointed as {duty} for another section, not for all the pages of this one."),
        name=standing.signer.person.name,
        duty=_duty(standing),
    )


def principal_without_duty(standing: Standing) -> Refusal | None:
    """Nobody hands on what they do not have."""
    used = standing.used()
    if used is None or used.principal is None or used.duty in used.principal_duties:
        return None
    return refusal(
        "principal_without_duty",
        _("{name} would act for {principal}, who is not appointed as {duty} here at this time."),
        name=standing.signer.person.name,
        principal=used.principal.name,
        duty=DUTIES[used.duty],
    )


def administers_and_reviews(standing: Standing) -> Refusal | None:
    """System, security and audit administrators review nothing, nor through a delegate."""
    used = standing.used()
    held = standing.signer.duties(standing.moment)
    held |= used.principal_duties if used else frozenset()
    administers = sorted(held & ADMINISTRATORS)
    if not administers or not standing.duties & SIGNERS:
        return None
    return refusal(
        "administers_and_reviews",
        _(
            "{name} acts as {duty} of this system (in person or through the one they act for), and "
            "administrators review nothing."
        ),
        name=standing.signer.person.name,
        duty=DUTIES[administers[0]],
    )


def exclusions(duty: Duty, held: frozenset[Duty], *, small_office: bool) -> frozenset[Duty]:
    """Give the duties among `held` that exclude a duty.

    The three administrators exclude each other and all reviewers. In a small office one person
    may be system and security administrator; still never the auditor, never a reviewer.
    """
    if duty in SIGNERS:
        return held & ADMINISTRATORS
    if duty not in ADMINISTRATORS:
        return frozenset()
    excluded = (ADMINISTRATORS - {duty}) | SIGNERS
    if small_office and duty in (Duty.SYSTEM, Duty.SECURITY):
        excluded -= {Duty.SYSTEM, Duty.SECURITY}
    return held & excluded


def signing_suspended(signer: Signer) -> Refusal | None:
    """Who holds a new password may be whoever set it, until a second person has looked."""
    if not signer.reset_by:
        return None
    return refusal(
        "signing_suspended",
        _(
            "What {name} signs in with was reset by {by}. Until another administrator or a final "
            "reviewer confirms the reset, {name} signs nothing."
        ),
        name=signer.person.name,
        by=signer.reset_by,
    )


def present(signer: Signer) -> list[Refusal]:
    """Ask what is asked of everybody who does anything."""
    return ask((person_closed, account_closed), signer)


APPOINTED = (
    never_appointed,
    appointment_unconfirmed,
    appointment_not_begun,
    appointment_ended,
    appointed_elsewhere,
    principal_without_duty,
    administers_and_reviews,
)


def appointed(standing: Standing) -> list[Refusal]:
    """Ask whether an appointment lets the person do it, and nothing excludes them."""
    reasons = [*present(standing.signer), *ask(APPOINTED, standing)]
    if standing.duties != {Duty.DRAFT}:
        # Drafting signs nothing: what is drafted, three others read.
        reasons += ask((signing_suspended,), standing.signer)
    return reasons


def _duty(standing: Standing) -> object:
    """Name the duty; where several would do, the first of them."""
    return DUTIES[min(standing.duties, key=list(Duty).index)]


def _kept(standing: Standing) -> list[Appointed]:
    """Confirmed and not revoked, whenever they hold."""
    return [a for a in standing.of_duty() if a.confirmed_at and not a.revoked_at]


def _effective(standing: Standing) -> bool:
    return any(a.effective(standing.moment) for a in standing.of_duty())
