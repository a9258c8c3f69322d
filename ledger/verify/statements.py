"""What the documents behind a release must say. Pure functions: documents in, a sentence out.

Each raises `Broken` with the sentence of the first thing that does not hold.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from ledger.asked import PROOFS, asked, beside, proves
from ledger.broken import Broken
from ledger.formats import v1

USES = ("picture", "attachment")


def assets_of(content: v1.Content) -> tuple[str, ...]:
    """Give the digests of a content's assets as a release names them: each once, in order."""
    return tuple(dict.fromkeys(asset["digest"] for asset in content.assets))


def check_content(header: v1.Release, content: v1.Content) -> None:
    """The content is the one that the header describes."""
    _must(all(asset["use"] in USES for asset in content.assets), _("An asset is of no known use."))
    _must(
        content.page == header.page
        and content.address == header.address
        and (content.live_from, content.live_until) == (header.live_from, header.live_until)
        and assets_of(content) == header.assets,
        _("The content is not the one that the release describes."),
    )


def check_submission(
    header: v1.Release, content: v1.Content | None, submission: v1.Submission
) -> dict[str, Any]:
    """The submission holds this very content, once, on this base; give its item.

    Without the content, which may have been erased, the digest must do.
    """
    items = {item["page"]: item for item in submission.items}
    _must(submission.site == header.site, _("The submission is of another site."))
    _must(len(items) == len(submission.items), _("The submission holds one page more than once."))
    _must(header.page in items, _("The submission does not hold this page."))
    item = items[header.page]
    expected: dict[str, Any] = {
        "page": header.page,
        "address": header.address,
        "content": header.content,
        "base": header.base,
    }
    if content is not None:
        expected |= {
            "kind": content.kind,
            "title": content.title,
            "lineage": list(content.lineage),
        }
    _must(
        all(item[name] == value for name, value in expected.items()),
        _("The submission holds another content or base for this page."),
    )
    return item


def check_opinions(
    header: v1.Release,
    submission: v1.Submission,
    policy: v1.Policy,
    opinions: Sequence[v1.Opinion],
) -> None:
    """The passes that stages and policy ask for, no more and no fewer, on this submission, by
    different persons who did not write it."""
    wanted = (*v1.STAGES, *asked(policy, submission.items))
    found = tuple(opinion.stage for opinion in opinions)
    missing = [stage for stage in wanted if stage not in found]
    _must(
        not missing,
        _("A signature that the review policy asks for is missing: %(stages)s.")
        % {"stages": ", ".join(missing)},
    )
    _must(found == wanted, _("The opinions are not those of the stages, in their order."))
    for opinion in opinions:
        _must(opinion.site == header.site, _("An opinion is of another site."))
        _must(opinion.submission == header.statement, _("An opinion is about another submission."))
        _must(opinion.decision == "pass" and opinion.target is None, _("An opinion is not a pass."))
        _must(
            opinion.proofread == proves(opinion.stage, policy),
            _("The proof of a stage was not signed by the one who should."),
        )
    _check_sequence(header, submission, opinions)
    _check_persons(submission, policy, opinions)


def _check_sequence(
    header: v1.Release, submission: v1.Submission, opinions: Sequence[v1.Opinion]
) -> None:
    """One after the other, each knowing those before it; what is signed beside a stage is signed
    after the stage before has passed, and before its own does."""
    before: list[str] = []
    passed: list[str] = []
    ordinal, moment = 0, submission.submitted_at
    for opinion in sorted(opinions, key=lambda each: each.ordinal):
        _must(
            opinion.ordinal > ordinal
            and moment <= opinion.signed_at <= header.released_at
            and beside(opinion.stage) == next((s for s in v1.STAGES if s not in passed), ""),
            _("The opinions were not given one after the other."),
        )
        _must(
            [digest for digest in opinion.standing if digest in before] == before,
            _("An opinion was given without the ones before it."),
        )
        before.append(opinion.digest)
        passed.append(opinion.stage)
        ordinal, moment = opinion.ordinal, opinion.signed_at


def _check_persons(
    submission: v1.Submission, policy: v1.Policy, opinions: Sequence[v1.Opinion]
) -> None:
    wrote = {person["uid"] for person in submission.contributors}
    wrote.add(submission.drafter["uid"])
    signed: set[str] = set()
    read: set[str] = set()
    for opinion in opinions:
        # A delegate and the person they sign for both count as having signed.
        signers = [opinion.person["uid"]]
        if opinion.on_behalf_of is not None:
            signers.append(opinion.on_behalf_of["uid"])
        _must(len(set(signers)) == len(signers), _("One person signed more than one stage."))
        # Who signs proofs signs nothing else, but may sign more than one of them.
        proof = opinion.stage in PROOFS
        for uid in signers:
            _must(
                uid not in signed and (proof or uid not in read),
                _("One person signed more than one stage."),
            )
            allowed = (
                policy.drafter_signs_first
                and opinion.stage == "first"
                and uid == submission.drafter["uid"]
            )
            _must(uid not in wrote or allowed, _("A person who wrote the page signed it."))
        (read if proof else signed).update(signers)


def check_appointment(
    appointment: v1.Appointment,
    *,
    person: Mapping[str, str],
    on_behalf_of: Mapping[str, str] | None,
    duty: str,
    moment: str,
    sections: Sequence[str],
) -> None:
    """The appointment is of this person, for this duty, in one of these sections, at this time."""
    principal = appointment.on_behalf_of
    _must(
        appointment.person["uid"] == person["uid"]
        and (principal or {}).get("uid") == (on_behalf_of or {}).get("uid")
        and appointment.duty == duty
        and (appointment.section is None or appointment.section in sections)
        and appointment.since <= moment
        and (appointment.until is None or moment < appointment.until),
        _("The appointment is not for this person, stage, section and time."),
    )


def check_withdrawal(
    header: v1.Release, withdrawal: v1.Withdrawal, base: v1.Release | None
) -> None:
    """The statement takes exactly this page away, and the release adds nothing."""
    _must(
        header.content is None
        and not header.assets
        and not header.opinions
        and header.live_from is None
        and header.live_until is None,
        _("A withdrawal must not carry anything."),
    )
    _must(
        withdrawal.site == header.site
        and withdrawal.page == header.page
        and withdrawal.base == header.base
        and withdrawal.withdrawn_at <= header.released_at,
        _("The withdrawal is of another page or release."),
    )
    _must(base is not None and base.kind != "withdraw", _("There was nothing to take away."))


def check_base(header: v1.Release, base: v1.Release | None) -> None:
    """The release follows the one that it names, on the same page at the same address."""
    _must(header.kind in ("publish", "correct", "withdraw"), _("The kind is unknown."))
    if base is None:
        _must(header.base is None, _("The release that this one replaces is missing."))
        _must(header.kind == "publish", _("The first release of a page is a publication."))
        return
    _must(
        base.page == header.page
        and base.address == header.address
        and base.sequence == header.base
        and base.sequence < header.sequence,
        _("The release replaces one of another page or address."),
    )
    _must(
        header.kind != "correct" or base.kind != "withdraw",
        _("What was withdrawn is published anew, not corrected."),
    )


def _must(holds: bool, sentence: str) -> None:
    if not holds:
        raise Broken(sentence)
