"""What is looked at again when the final signature arrives: nothing may have moved meanwhile."""

from django.utils.translation import gettext_lazy as _

from workflow.names import STAGES
from workflow.refusals import Refusal, refusal
from workflow.rules import ask
from workflow.rules.facts import Releasing
from workflow.states import Stage


def statement_broken(facts: Releasing) -> Refusal | None:
    """The bytes that were signed must still be the bytes that are stored."""
    if facts.statement_intact:
        return None
    return refusal(
        "statement_broken",
        _(
            "The stored submission or its content is not what was signed. Nothing can be released; "
            "tell the audit administrator."
        ),
    )


def stage_without_pass(facts: Releasing) -> Refusal | None:
    """No stage is skipped, and nothing that the policy asks for."""
    passed = {opinion.stage for opinion in facts.earlier}
    for stage in (Stage.FIRST, Stage.SECOND, *facts.asked):
        if stage not in passed:
            return refusal(
                "stage_without_pass",
                _("There is no standing signature of {stage}."),
                stage=STAGES[stage],
            )
    return None


def opinion_not_genuine(facts: Releasing) -> Refusal | None:
    """A row in a table is not a signature."""
    for opinion in facts.earlier:
        if not opinion.genuine:
            return refusal(
                "opinion_not_genuine",
                _(
                    "The signature of {name} ({stage}) does not hold for this submission. "
                    "Nothing can "
                    "be released; tell the audit administrator."
                ),
                name=opinion.person.name,
                stage=STAGES[opinion.stage],
            )
    return None


def opinion_not_covered(facts: Releasing) -> Refusal | None:
    """A signature that the audit log does not know was not given here."""
    for opinion in facts.earlier:
        if opinion.genuine and not opinion.covered:
            return refusal(
                "opinion_not_covered",
                _("No audit entry covers the signature of {name} ({stage})."),
                name=opinion.person.name,
                stage=STAGES[opinion.stage],
            )
    return None


def opinion_appointment_gone(facts: Releasing) -> Refusal | None:
    """Whose appointment ended before the release has to be replaced: return to that stage."""
    for opinion in facts.earlier:
        if opinion.genuine and not opinion.appointed:
            return refusal(
                "opinion_appointment_gone",
                _(
                    "The appointment by which {name} signed {stage} has ended since. "
                    "Return the item "
                    "to that stage, so that somebody who is appointed signs it."
                ),
                name=opinion.person.name,
                stage=STAGES[opinion.stage],
            )
    return None


def base_overtaken(facts: Releasing) -> Refusal | None:
    """A correction corrects the newest release, not an older one."""
    if not facts.overtaken:
        return None
    return refusal(
        "release_overtaken",
        _(
            "“{title}” has been released or withdrawn since this round began. "
            "Return it to the drafter."
        ),
        title=facts.overtaken[0],
    )


def link_not_public(facts: Releasing) -> Refusal | None:
    """A link leads to what is public now or comes with this release."""
    if not facts.missing_links:
        return None
    return refusal(
        "link_not_public",
        _("The link target {address} is not public and not in this submission."),
        address=facts.missing_links[0],
    )


def section_not_public(facts: Releasing) -> Refusal | None:
    """A page belongs to sections that are public now or come with this release."""
    if not facts.missing_sections:
        return None
    return refusal(
        "section_not_public",
        _("A section or topic of “{title}” is not public and not in this submission."),
        title=facts.missing_sections[0],
    )


RELEASE = (
    statement_broken,
    stage_without_pass,
    opinion_not_genuine,
    opinion_not_covered,
    opinion_appointment_gone,
    base_overtaken,
    link_not_public,
    section_not_public,
)


def may_release(facts: Releasing) -> list[Refusal]:
    """Ask whether everything before the final signature still holds."""
    return ask(RELEASE, facts)
