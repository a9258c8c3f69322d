"""A review policy in words, and what changes when another one comes into force."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ledger import entries
from ledger.formats import v1
from workflow import dimensions
from workflow.models import PageReview, ReviewPolicy
from workflow.names import DIMENSIONS, KINDS, STAGES
from workflow.queries import appointed
from workflow.queries.titles import titles
from workflow.roles import DUTY_OF
from workflow.states import EXTRAS, PROOFS, UNDER_REVIEW, Stage


@dataclass(frozen=True)
class Change:
    """What comes, what goes, and what to know before confirming."""

    comes: tuple[str, ...]
    goes: tuple[str, ...]
    notes: tuple[str, ...]


def in_words(policy: v1.Policy, obligatory: Iterable[dimensions.Dimension] = ()) -> list[str]:
    """Say what a policy asks for, a sentence each; what holds always comes first."""
    sentences = [_("Three stages, three people who did not write it.")]
    names = titles({each["section"] for each in policy.extra_signatures if each["section"]})
    for each in policy.extra_signatures:
        stage = str(STAGES[Stage(each["stage"])]) if each["stage"] in EXTRAS else each["stage"]
        what = str(KINDS.get(each["kind"], each["kind"])) if each["kind"] else _("everything")
        if each["section"]:
            section = names.get(each["section"], each["section"])
            where = _("%(stage)s for %(what)s under %(section)s.")
            sentences.append(where % {"stage": stage, "what": what, "section": section})
        else:
            sentences.append(_("%(stage)s for %(what)s.") % {"stage": stage, "what": what})
    if policy.separate_proofreader:
        sentences.append(_("A proofreader signs each proof, never the reviewer of the stage."))
    wanted = "、".join(str(DIMENSIONS[each]) for each in obligatory)
    if wanted:
        sentences.append(_("A pass says it looked at: %(dimensions)s.") % {"dimensions": wanted})
    if policy.drafter_signs_first:
        sentences.append(_("The drafter may sign the first review of their own text."))
    if policy.small_office:
        sentences.append(_("Small office: one person may be system and security administrator."))
    return sentences


def words_of(digest: str) -> list[str]:
    """Say what the policy of this digest asks for."""
    row = ReviewPolicy.objects.filter(digest=digest, act=ReviewPolicy.PROPOSED).first()
    return row_in_words(row) if row else []


def obligatory_of(digest: str) -> tuple[dimensions.Dimension, ...]:
    """Give what a pass must say it looked at by the policy of this digest."""
    row = ReviewPolicy.objects.filter(digest=digest, act=ReviewPolicy.PROPOSED).first()
    return dimensions.read(row.obligatory.split()) if row else ()


def row_in_words(row: ReviewPolicy) -> list[str]:
    """Say what a policy asks for, from its row."""
    policy = v1.Policy.parse(bytes(row.statement))
    return in_words(policy, dimensions.read(row.obligatory.split()))


def change(policy: v1.Policy, obligatory: Iterable[dimensions.Dimension]) -> Change:
    """Say what would change if a policy came into force now."""
    found = appointed.policy_in_force()
    before = row_in_words(found[0]) if found else []
    after = in_words(policy, obligatory)
    return Change(
        tuple(each for each in after if each not in before),
        tuple(each for each in before if each not in after),
        (*_unheld(policy), *_waiting()),
    )


def _unheld(policy: v1.Policy) -> list[str]:
    """Name what a policy asks for and nobody is appointed to."""
    now = entries.now()
    wanted = dict.fromkeys(Stage(each["stage"]) for each in policy.extra_signatures)
    if policy.separate_proofreader:
        wanted |= dict.fromkeys(PROOFS)
    missing = [each for each in wanted if not appointed.holders(DUTY_OF[each], now)]
    if not missing:
        return []
    names = "、".join(str(STAGES[each]) for each in missing)
    return [
        _("Nobody is appointed for %(stages)s yet: appoint somebody first, or items will wait.")
        % {"stages": names}
    ]


def _waiting() -> list[str]:
    """Say how many items go on under the policy that they were submitted by."""
    rows = PageReview.objects.filter(state__in=UNDER_REVIEW, submission__isnull=False)
    number = rows.values("submission").distinct().count()
    if not number:
        return []
    words = ngettext(
        "%(n)d item under review keeps the policy it was submitted by.",
        "%(n)d items under review keep the policy they were submitted by.",
        number,
    )
    return [words % {"n": number}]
