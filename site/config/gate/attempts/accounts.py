"""Through people, accounts and appointments."""

import secrets

from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from config.gate.catalogue import door
from config.gate.ground import REASON, administrators
from config.gate.outcome import Outcome
from config.gate.trial import Trial
from workflow import appointments, people
from workflow.models import Account, Appointment, Person
from workflow.roles import Duty

APPOINT = _(
    "Let nobody appoint or confirm anything until the program was compared with the release it "
    "was installed from, and read the newest appointments in the audit log."
)


@door(
    20,
    "policy-alone",
    _("One administrator proposes a review policy and confirms it too."),
    Outcome.REFUSED,
    advice=APPOINT,
    inside=True,
)
def policy_alone(trial: Trial) -> None:
    """Rules are changed by two."""
    security, _system = administrators()
    row = appointments.propose_policy(security, drafter_signs_first=True)
    trial.refused(lambda: appointments.confirm_policy(security, row.uid))


@door(
    23,
    "appointment-alone",
    _("One administrator appoints a reviewer and confirms it too."),
    Outcome.REFUSED,
    advice=APPOINT,
    inside=True,
)
def appointment_alone(trial: Trial) -> None:
    """Three invented people of one administrator sign nothing."""
    security, system = administrators()
    person = people.create_person(system, number=f"gate-{secrets.token_hex(5)}", name="门禁自检")
    row = appointments.propose(security, person, Duty.FINAL, reason=REASON)
    trial.refused(lambda: appointments.confirm(security, row.uid))


@door(
    23,
    "administrator-reviews",
    _("An administrator is made a reviewer."),
    Outcome.REFUSED,
    advice=APPOINT,
    inside=True,
)
def administrator_reviews(trial: Trial) -> None:
    """Who runs the system does not sign."""
    security, system = administrators()
    trial.refused(lambda: appointments.propose(security, system.person, Duty.FINAL, reason=REASON))


@door(
    23,
    "reviewer-appoints",
    _("A superuser who is no administrator appoints a reviewer."),
    Outcome.REFUSED,
    advice=APPOINT,
    inside=True,
)
def reviewer_appoints(trial: Trial) -> None:
    """The right to do everything in the admin is not this right."""
    who = trial.ground.presence("drafter")
    trial.refused(lambda: appointments.propose(who, who.person, Duty.FINAL, reason=REASON))


@door(
    24,
    "locked-account",
    _("The session of an account that was locked meanwhile signs."),
    Outcome.REFUSED,
    advice=APPOINT,
    inside=True,
)
def locked_account(trial: Trial) -> None:
    """A lock holds at once."""
    ground = trial.ground
    _security, system = administrators()
    ground.save("draft", title="门禁自检待审")
    submission = ground.hand_in("draft")
    people.lock_account(system, Account.objects.get(person=ground.presence("first").person))
    trial.refused(lambda: ground.sign("first", submission, "first"))


@door(
    24,
    "left",
    _("The session of a person who has left signs."),
    Outcome.REFUSED,
    advice=APPOINT,
    inside=True,
)
def left(trial: Trial) -> None:
    """Nothing is signed in that name any more."""
    ground = trial.ground
    _security, system = administrators()
    ground.save("draft", title="门禁自检待审")
    submission = ground.hand_in("draft")
    people.close_person(system, ground.presence("first").person)
    trial.refused(lambda: ground.sign("first", submission, "first"))


@door(
    14,
    "same-number",
    _("A person is entered a second time under the same personal number."),
    Outcome.REFUSED,
    advice=APPOINT,
    inside=True,
)
def same_number(trial: Trial) -> None:
    """Two accounts of one person are one person."""
    _security, system = administrators()
    number = trial.ground.presence("first").person.number
    trial.refused(lambda: people.create_person(system, number=number, name="门禁自检"))


@door(
    25,
    "delete-reviewer",
    _("A reviewer is deleted, and the evidence with them."),
    Outcome.REFUSED,
    advice=APPOINT,
    inside=True,
)
def delete_reviewer(trial: Trial) -> None:
    """People leave; what they signed stays."""
    person = trial.ground.presence("first").person
    try:
        trial.refused(lambda: Appointment.objects.filter(person=person.uid).delete())
        trial.refused(lambda: Person.objects.get(pk=person.pk).delete())
    except ProtectedError:
        trial.turned_down(_("People with an account are not deleted."))


@door(
    28,
    "in-three-names",
    _("A program on the server calls the commands of review in the names of three reviewers."),
    Outcome.ADMITTED,
    notice=_(
        "The audit log names all three with the time, and each finds a signature that they did "
        "not give. That what they “signed” was shown also proves that this check can see: the "
        "page appeared, and was rolled back."
    ),
    inside=True,
)
def in_three_names(trial: Trial) -> None:
    """The one way to the public, walked by a program: the control of all others."""
    trial.ground.save("draft", title="门禁自检对照", body=trial.ground.text("门禁自检对照。"))
    before = trial.ground.look()
    trial.ground.release("draft")
    after = trial.ground.look()
    if before == after or after[trial.ground.addresses["draft"]][0] != 200:
        raise RuntimeError("three signatures showed nothing, so this check sees nothing")
