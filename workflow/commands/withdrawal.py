"""撤稿: one person takes a page away at once; a second one confirms within a day."""

from datetime import datetime

from django.db import transaction

from ledger import bodies, canonical, entries, keys, releases, status
from ledger.formats import v1
from ledger.models import Release, ReleaseIndex
from workflow.accounts import proof
from workflow.commands.moves import move_all, reviews_of, subject
from workflow.models import PageReview, WithdrawalConfirmation
from workflow.presence import Presence
from workflow.queries import appointed
from workflow.refusals import raise_if
from workflow.roles import REVIEWERS, Duty
from workflow.rules.facts import ConfirmingWithdrawal, Named, Standing, Withdrawing
from workflow.rules.withdrawing import may_confirm_withdrawal, may_withdraw
from workflow.signals import withdrawn
from workflow.transitions import Verb

FRAME_ADDRESS = ""


@transaction.atomic
def withdraw(presence: Presence, review: PageReview, *, sentence: str, reason: str) -> Release:
    """Take a page away from the public now, whatever the state of its working copy.

    Ends all earlier releases of the page, and closes an open round: with it nothing comes back.
    `sentence` is the code of a sentence in the released site frame; `reason` stays internal.

    Raises:
        Refused: when the rules have anything against it.
    """
    entries.lock()
    moment = entries.now()
    review = PageReview.objects.select_related("submission").get(pk=review.pk)
    asked = withdrawing_facts(presence, review, moment, sentence=sentence, reason=reason)
    raise_if([*may_withdraw(asked), *proof.against(presence, moment)])
    base = releases.newest(review.uid)
    used = asked.standing.used()
    assert base is not None and used is not None  # noqa: PT018 - asked above
    statement = v1.Withdrawal(
        site=keys.site(),
        page=review.uid,
        base=base.sequence,
        sentence=sentence,
        reason=bodies.put_words(reason.strip()),
        person=presence.ref,
        appointment=used.digest,
        withdrawn_at=canonical.time_text(moment),
    )
    bodies.put(statement.encoded)
    together = reviews_of(review.submission) if review.submission else [review]
    move_all(together, Verb.WITHDRAW, submission=None)
    release = releases.append(
        page=review.uid,
        kind="withdraw",
        address=releases.header(base).address,
        content=None,
        statement=statement.digest,
        opinions=[],
        live_from=None,
        live_until=None,
        base=base.sequence,
        person=presence.ref,
        tag="release:withdrawn",
        covers=[statement.digest, statement.reason],
    )
    withdrawn.send(Release, release=release, review=review, presence=presence)
    return release


@transaction.atomic
def confirm_withdrawal(presence: Presence, release_sequence: int) -> WithdrawalConfirmation:
    """Confirm a withdrawal as a second person: any reviewer of these pages but the withdrawer.

    Late or never is an alarm; the page stays withdrawn either way.

    Raises:
        Refused: when the rules have anything against it.
    """
    entries.lock()
    moment = entries.now()
    release = Release.objects.get(sequence=release_sequence)
    against = may_confirm_withdrawal(confirming_facts(presence, release, moment))
    raise_if([*against, *proof.against(presence, moment)])
    statement = v1.Act(
        act="confirmed",
        subject=release.digest,
        by=presence.ref,
        at=canonical.time_text(moment),
        words=None,
    )
    row = WithdrawalConfirmation.objects.create(
        release=release.sequence,
        person=presence.person.uid,
        person_name=presence.person.name,
        at=moment,
        statement=statement.encoded,
        digest=bodies.put(statement.encoded),
    )
    entries.append(
        "withdrawal:confirmed",
        person=presence.ref,
        subject=subject("page", releases.header(release).page),
        detail={"release": release.sequence},
        covers=[statement.digest, release.digest],
    )
    return row


def withdrawing_facts(
    presence: Presence, review: PageReview, moment: datetime, *, sentence: str, reason: str
) -> Withdrawing:
    """Read what matters when somebody takes a page away."""
    headers = [releases.header(row) for row in releases.of_page(review.uid)]
    public = status.status(headers, moment)
    content = _content_of(headers)
    places = frozenset([review.uid, *(content.lineage if content else ())])
    withdrawable = public in (status.PublicStatus.PUBLIC, status.PublicStatus.SCHEDULED)
    kind = content.kind if content else ""
    carries = withdrawable and kind in ("frame", "home", "section")
    return Withdrawing(
        standing=_standing(presence, frozenset({Duty.FINAL}), places, moment),
        withdrawable=withdrawable,
        kind=kind,
        carried=_carried(review.uid, kind, moment) if carries else 0,
        sentence=sentence,
        sentences=withdrawal_sentences(moment),
        reason=reason,
    )


def confirming_facts(
    presence: Presence, release: Release, moment: datetime
) -> ConfirmingWithdrawal:
    """Read what matters when a second person looks at a withdrawal."""
    header = releases.header(release)
    is_withdrawal = header.kind == "withdraw"
    content = _content_of([releases.header(row) for row in releases.of_page(header.page)])
    places = frozenset([header.page, *(content.lineage if content else ())])
    by = v1.Withdrawal.parse(bodies.get(header.statement)).person if is_withdrawal else None
    confirmed = WithdrawalConfirmation.objects.filter(release=release.sequence).first()
    return ConfirmingWithdrawal(
        standing=_standing(presence, REVIEWERS, places, moment),
        is_withdrawal=is_withdrawal,
        withdrawn_by=Named(**by) if by else None,
        confirmed_by=Named(confirmed.person, confirmed.person_name) if confirmed else None,
    )


def withdrawal_sentences(moment: datetime) -> frozenset[str] | None:
    """Give the codes that the released site frame offers, or None when there is no frame yet."""
    pages = ReleaseIndex.objects.filter(address=FRAME_ADDRESS).values_list("page", flat=True)
    for page in pages.distinct():
        release = releases.in_force(page, moment)
        digest = releases.header(release).content if release else None
        if digest is not None:
            frame = v1.Content.parse(bodies.get(digest))
            offered = frame.details.get("withdrawal_sentences", [])
            return frozenset(sentence["code"] for sentence in offered)
    return None


def _standing(
    presence: Presence, duties: frozenset[Duty], places: frozenset[str], moment: datetime
) -> Standing:
    signer = appointed.signer(presence, moment, [places])
    return Standing(signer, duties, (places,), moment)


def _content_of(headers: list[v1.Release]) -> v1.Content | None:
    """Give the newest content that a page ever released, unless it had to be erased."""
    digests = [header.content for header in headers if header.content is not None]
    if not digests or not bodies.exists(digests[-1]):
        return None
    return v1.Content.parse(bodies.get(digests[-1]))


def _carried(uid: str, kind: str, moment: datetime) -> int:
    """Count the other public pages that stand on the frame, the home page or a section."""
    pages = ReleaseIndex.objects.exclude(page=uid).values_list("page", flat=True).distinct()
    count = 0
    for page in pages:
        release = releases.in_force(page, moment)
        digest = releases.header(release).content if release else None
        if digest is None:
            continue
        if kind != "section" or uid in _lineage(digest):
            count += 1
    return count


def _lineage(digest: str) -> set[str]:
    content = v1.Content.parse(bodies.get(digest))
    return {*content.lineage, *content.sections, *content.topics}
