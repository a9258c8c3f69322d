"""Appointments and policies: proposed by one administrator, confirmed by another person.

At the first start nobody can hold an appointment. The ceremony's rule, written down in
`docs/workflow.md`: three people become the three administrators, each appointment proposed by a
second and confirmed by the third of them, all at once. After it these rules know no exception.
"""

from django.utils.translation import gettext_lazy as _

from workflow.names import DUTIES, STAGES
from workflow.refusals import Refusal, refusal
from workflow.roles import ADMINISTRATORS, Duty
from workflow.rules import ask
from workflow.rules.facts import Appointing, SettingPolicy
from workflow.rules.standing import exclusions, present, signing_suspended
from workflow.states import EXTRAS

Either = Appointing | SettingPolicy


def not_administrator(facts: Either) -> Refusal | None:
    """System and security administrators appoint; where one is both, the auditor is second."""
    fit = {Duty.SYSTEM, Duty.SECURITY} | ({Duty.AUDIT} if facts.small_office else set())
    if facts.actor.duties(facts.moment) & fit:
        return None
    return refusal(
        "not_administrator",
        _(
            "{name} is neither system nor security administrator, and only they "
            "propose, confirm and "
            "revoke."
        ),
        name=facts.actor.person.name,
    )


def actor_suspended(facts: Either) -> Refusal | None:
    """Whose password was reset administers nothing until that is confirmed."""
    return signing_suspended(facts.actor)


def administrator_excluded(facts: Either) -> Refusal | None:
    """Who holds duties that exclude each other administers nothing until one of them is revoked."""
    held = facts.actor.duties(facts.moment)
    for duty in sorted(held):
        for other in sorted(exclusions(duty, held, small_office=facts.small_office)):
            return refusal(
                "administrator_excluded",
                _("{name} is {duty} and {other} at once, which exclude each other."),
                name=facts.actor.person.name,
                duty=DUTIES[duty],
                other=DUTIES[other],
            )
    return None


def duty_excluded(facts: Appointing) -> Refusal | None:
    """The three administrators exclude each other and every reviewing duty."""
    for other in sorted(exclusions(facts.duty, facts.held, small_office=facts.small_office)):
        return refusal(
            "duty_excluded",
            _("{name} is {other}, and nobody can be that and {duty} in the same time."),
            name=facts.appointee.name,
            other=DUTIES[other],
            duty=DUTIES[facts.duty],
        )
    return None


def appointee_closed(facts: Appointing) -> Refusal | None:
    """Who has left is not appointed."""
    if not facts.appointee_closed:
        return None
    return refusal(
        "appointee_closed",
        _("{name} is closed in the register of people and cannot be appointed."),
        name=facts.appointee.name,
    )


def ends_before_it_begins(facts: Appointing) -> Refusal | None:
    """An appointment has a time in which it holds."""
    if facts.until is None or (facts.since < facts.until and facts.moment < facts.until):
        return None
    return refusal(
        "ends_before_it_begins",
        _("The appointment would end before it begins, or has ended already."),
    )


def administers_a_section(facts: Appointing) -> Refusal | None:
    """Administrators administer the whole site, in person."""
    if facts.duty not in ADMINISTRATORS or not (facts.section or facts.principal):
        return None
    return refusal(
        "administers_a_section",
        _(
            "A {duty} is appointed for the whole site and in person, not for a "
            "section or for another."
        ),
        duty=DUTIES[facts.duty],
    )


def no_reason(facts: Appointing | SettingPolicy) -> Refusal | None:
    """Whoever looks later can read why."""
    if facts.reason.strip():
        return None
    return refusal("no_reason", _("Write the reason; it is kept with the record."))


def acts_for_self(facts: Appointing) -> Refusal | None:
    """Nobody is their own delegate."""
    if facts.principal is None or facts.principal.uid != facts.appointee.uid:
        return None
    return refusal(
        "acts_for_self", _("{name} cannot act for themselves."), name=facts.appointee.name
    )


def principal_not_appointed(facts: Appointing) -> Refusal | None:
    """Only what somebody holds is handed on."""
    if facts.principal is None or facts.duty in facts.principal_duties:
        return None
    return refusal(
        "principal_not_appointed",
        _("{name} is not {duty} there, so nobody can act for them as such."),
        name=facts.principal.name,
        duty=DUTIES[facts.duty],
    )


def delegation_without_end(facts: Appointing) -> Refusal | None:
    """Somebody acts for another for a time; who does it for ever is appointed themselves."""
    if facts.principal is None or facts.until is not None:
        return None
    if principal_not_appointed(facts) is not None or acts_for_self(facts) is not None:
        return None
    return refusal(
        "delegation_without_end",
        _("Write until when {name} acts for {principal}: a delegation has a last day."),
        name=facts.appointee.name,
        principal=facts.principal.name,
    )


def already_decided(facts: Either) -> Refusal | None:
    """One confirmation, one revocation."""
    if not facts.confirmed and not facts.revoked:
        return None
    return refusal("already_decided", _("This has been confirmed or revoked already."))


def confirms_own_proposal(facts: Either) -> Refusal | None:
    """The second person is another person."""
    if facts.proposer is None or facts.proposer.uid != facts.actor.person.uid:
        return None
    return refusal(
        "confirms_own_proposal",
        _("{name} proposed this; another person has to confirm it."),
        name=facts.proposer.name,
    )


def confirms_own_appointment(facts: Appointing) -> Refusal | None:
    """Nobody confirms what they become."""
    if facts.actor.person.uid != facts.appointee.uid:
        return None
    return refusal(
        "confirms_own_appointment",
        _("{name} would be appointed by this; somebody else has to confirm it."),
        name=facts.appointee.name,
    )


def already_revoked(facts: SettingPolicy) -> Refusal | None:
    """Once is enough."""
    return (
        refusal("already_revoked", _("This has been revoked already.")) if facts.revoked else None
    )


def nobody_left(facts: SettingPolicy) -> Refusal | None:
    """The last of the administrators of a kind is replaced first, then revoked."""
    if not facts.alone:
        return None
    return refusal(
        "nobody_left",
        _("There would be no {duty} left. Appoint another one first."),
        duty=DUTIES[facts.alone[0]],
    )


def double_administrator_left(facts: SettingPolicy) -> Refusal | None:
    """The small-office policy ends when nobody uses it any more."""
    if not facts.double:
        return None
    return refusal(
        "double_administrator_left",
        _("{name} is system and security administrator at once. Revoke one of the two first."),
        name=facts.double[0].name,
    )


def extra_unknown(facts: SettingPolicy) -> Refusal | None:
    """A policy adds signatures of known kinds; the three stages are not among them."""
    for extra in facts.extras:
        if extra.stage not in EXTRAS:
            return refusal(
                "extra_unknown",
                _("“{stage}” is no extra signature. Choose one of: {known}."),
                stage=extra.stage,
                known="、".join(str(STAGES[each]) for each in EXTRAS),
            )
    return None


def extra_section_unknown(facts: SettingPolicy) -> Refusal | None:
    """An extra signature is asked for a section that there is."""
    for extra in facts.extras:
        if extra.section and extra.section not in facts.sections:
            return refusal(
                "extra_section_unknown",
                _("There is no section {section}. Choose one from the list."),
                section=extra.section,
            )
    return None


def extra_twice(facts: SettingPolicy) -> Refusal | None:
    """One line for one thing."""
    if len(set(facts.extras)) == len(facts.extras):
        return None
    return refusal("extra_twice", _("The same extra signature is asked for twice. Take one out."))


def ceremony_over(*, begun: bool) -> list[Refusal]:
    """The ceremony is held once, on an empty register of appointments."""
    if not begun:
        return []
    return [
        refusal(
            "ceremony_over",
            _("The ceremony was held already. Administrators propose and confirm from now on."),
        )
    ]


def not_three_people() -> Refusal:
    """Say that the ceremony takes three different people with one duty each."""
    return refusal("three_people", _("The three administrators have to be three people."))


ACT = (not_administrator, actor_suspended, administrator_excluded)
APPOINTMENT = (
    appointee_closed,
    ends_before_it_begins,
    administers_a_section,
    acts_for_self,
    principal_not_appointed,
    delegation_without_end,
    duty_excluded,
)


def may_propose(facts: Appointing) -> list[Refusal]:
    """Ask whether an appointment may be proposed."""
    return [*present(facts.actor), *ask((*ACT, *APPOINTMENT, no_reason), facts)]


def may_confirm(facts: Appointing) -> list[Refusal]:
    """Ask whether this person may confirm it; everything asked at the proposal is asked again."""
    rules = (*ACT, already_decided, confirms_own_proposal, confirms_own_appointment, *APPOINTMENT)
    return [*present(facts.actor), *ask(rules, facts)]


def may_revoke(facts: SettingPolicy) -> list[Refusal]:
    """Ask whether an appointment or a policy may be revoked: one administrator takes away."""
    rules = (*ACT, already_revoked, nobody_left, double_administrator_left, no_reason)
    return [*present(facts.actor), *ask(rules, facts)]


def may_set_policy(facts: SettingPolicy) -> list[Refusal]:
    """Ask whether a policy may be proposed (no proposer yet) or confirmed."""
    rules = (
        *ACT,
        already_decided,
        confirms_own_proposal,
        double_administrator_left,
        extra_unknown,
        extra_section_unknown,
        extra_twice,
    )
    return [*present(facts.actor), *ask(rules, facts)]


def may_administer(facts: SettingPolicy) -> list[Refusal]:
    """Ask whether somebody may change people and accounts."""
    return [*present(facts.actor), *ask(ACT, facts)]
