"""What the desk keeps: people, appointments, working copies, submissions, opinions.

Tables marked append-only have triggers like the ledger's. They name people by uid and copied
name inside their `statement` (canonical bytes of `ledger.formats.v1`), never by foreign key;
the other columns are copies of the statement, for finding.
"""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from workflow.machine import Machine


def new_uid() -> str:
    """Give a new uid: the text of a random UUID."""
    return str(uuid.uuid4())


class Person(models.Model):
    """A natural person. Separation of duties is by person: two accounts, one person."""

    uid = models.CharField(max_length=36, unique=True, default=new_uid, editable=False)
    number = models.CharField(_("personal number"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    post = models.CharField(_("post"), max_length=100, blank=True)
    department = models.CharField(_("department"), max_length=100, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name


class Account(models.Model):
    """One sign-in of a person. A person may have several; they count as one."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="accounts")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sanshen_account"
    )

    def __str__(self) -> str:
        return f"{self.person} · {self.user}"


class Fact(models.Model):
    """Base of two-person facts: proposed by one, confirmed by another, revoked by anyone fit.

    One row an act. `uid` names the appointment or policy, `act` what happened to it, `statement`
    the canonical bytes (`Appointment` or `Policy` for ``proposed``, `Act` otherwise).
    """

    PROPOSED, CONFIRMED, REVOKED = "proposed", "confirmed", "revoked"

    uid = models.CharField(max_length=36)
    act = models.CharField(max_length=10)
    by = models.CharField(max_length=36)
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()
    statement = models.BinaryField()
    digest = models.CharField(max_length=71, unique=True)

    class Meta:
        abstract = True
        constraints = (
            models.UniqueConstraint(fields=("uid", "act"), name="%(class)s_one_act_each"),
        )

    def __str__(self) -> str:
        return f"{self.uid} {self.act}"


class Appointment(Fact):
    """Append-only. Who may do which duty where, from when to when, on whose behalf."""

    person = models.CharField(max_length=36, db_index=True)
    person_name = models.CharField(max_length=100)
    duty = models.CharField(max_length=20)
    section = models.CharField(max_length=36, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    on_behalf_of = models.CharField(max_length=36, blank=True)


class ReviewPolicy(Fact):
    """Append-only. The newest confirmed and unrevoked one is in force.

    `obligatory` are the dimensions that a pass must say it looked at, divided by spaces. The format
    of a policy has no place for them: they stand in the audit entry that proposed it.
    """

    drafter_signs_first = models.BooleanField(default=False)
    small_office = models.BooleanField(default=False)
    obligatory = models.CharField(max_length=100, blank=True, default="", db_default="")


class PageReview(Machine):
    """The working copy of one page: public identity, address, state."""

    uid = models.CharField(max_length=36, unique=True, default=new_uid, editable=False)
    page = models.OneToOneField("wagtailcore.Page", on_delete=models.PROTECT, related_name="review")
    serial = models.PositiveIntegerField(unique=True)
    address = models.CharField(max_length=255, null=True, unique=True)
    submission = models.ForeignKey(
        "Submission", on_delete=models.PROTECT, null=True, related_name="open_reviews"
    )
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.serial} {self.state}"


class Contribution(models.Model):
    """Append-only. A person put a hand to a page."""

    review = models.ForeignKey(PageReview, on_delete=models.PROTECT, related_name="contributions")
    person = models.CharField(max_length=36, db_index=True)
    person_name = models.CharField(max_length=100)
    act = models.CharField(max_length=10)
    revision = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    statement = models.BinaryField()
    digest = models.CharField(max_length=71, unique=True)

    def __str__(self) -> str:
        return f"{self.person_name} {self.act}"


class Submission(models.Model):
    """Append-only. Exact content of one or several pages; `digest` is what is signed.

    `urgent` puts it first on the desk. It is a wish of the submitter and no part of what is signed.
    """

    uid = models.CharField(max_length=36, unique=True)
    digest = models.CharField(max_length=71, unique=True)
    statement = models.BinaryField()
    round = models.PositiveIntegerField()
    previous = models.CharField(max_length=71, blank=True, db_index=True)
    submitter = models.CharField(max_length=36)
    submitter_name = models.CharField(max_length=100)
    submitted_at = models.DateTimeField(db_index=True)
    urgent = models.BooleanField(default=False, db_default=False)

    def __str__(self) -> str:
        return self.digest


class SubmissionItem(models.Model):
    """Append-only. One page of a submission; `content` is the digest of its frozen content."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="items")
    review = models.ForeignKey(PageReview, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveIntegerField()
    content = models.CharField(max_length=71)
    title = models.CharField(max_length=255)
    base = models.PositiveBigIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("submission", "review"), name="item_once"),
            models.UniqueConstraint(fields=("submission", "position"), name="item_position_once"),
        )

    def __str__(self) -> str:
        return self.title


class Finding(models.Model):
    """Append-only. What proofreading found in a submission."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="findings")
    position = models.PositiveIntegerField()
    digest = models.CharField(max_length=71)
    statement = models.BinaryField()
    code = models.CharField(max_length=60)
    severity = models.CharField(max_length=10)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("submission", "position"), name="finding_position_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.severity}"


class Disposition(models.Model):
    """Append-only. What a named person at a stage did with a finding; the newest counts."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="dispositions")
    stage = models.CharField(max_length=20)
    decision = models.CharField(max_length=12)
    reason = models.CharField(max_length=500)
    person = models.CharField(max_length=36)
    person_name = models.CharField(max_length=100)
    at = models.DateTimeField()
    statement = models.BinaryField()
    digest = models.CharField(max_length=71, unique=True)

    def __str__(self) -> str:
        return f"{self.decision} by {self.person_name}"


class Opinion(models.Model):
    """Append-only. One signature under one submission."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="opinions")
    ordinal = models.PositiveIntegerField()
    stage = models.CharField(max_length=20)
    decision = models.CharField(max_length=10)
    target = models.CharField(max_length=10, blank=True)
    person = models.CharField(max_length=36, db_index=True)
    person_name = models.CharField(max_length=100)
    post = models.CharField(max_length=100, blank=True)
    words = models.CharField(max_length=71, blank=True)
    signed_at = models.DateTimeField()
    statement = models.BinaryField()
    digest = models.CharField(max_length=71, unique=True)
    appointment = models.CharField(max_length=71)
    scheme = models.CharField(max_length=30)
    key = models.CharField(max_length=40)
    signature = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("submission", "ordinal"), name="opinion_ordinal_once"),
        )

    def __str__(self) -> str:
        return f"{self.stage} {self.decision} by {self.person_name}"


class Handover(models.Model):
    """Append-only. A reviewer named another person for a stage; the newest counts.

    It says who is expected to sign, and gives no right: whoever is appointed may still sign.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="handovers")
    stage = models.CharField(max_length=20)
    person = models.CharField(max_length=36)
    person_name = models.CharField(max_length=100)
    to = models.CharField(max_length=36, db_index=True)
    to_name = models.CharField(max_length=100)
    words = models.CharField(max_length=71)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.stage} from {self.person_name} to {self.to_name}"


class WithdrawalConfirmation(models.Model):
    """Append-only. The second person's word on a withdrawal (due within 24 hours)."""

    release = models.PositiveBigIntegerField(unique=True)
    person = models.CharField(max_length=36)
    person_name = models.CharField(max_length=100)
    at = models.DateTimeField()
    statement = models.BinaryField()
    digest = models.CharField(max_length=71, unique=True)

    def __str__(self) -> str:
        return f"withdrawal {self.release} confirmed by {self.person_name}"


class Absence(models.Model):
    """Somebody is away on some days, the last one included. It takes no right and gives none: it
    says who should not be waited for. The audit log has it when it is noted and when it is ended.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absences")
    since = models.DateField()
    until = models.DateField()
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.person} away {self.since} to {self.until}"


class OpinionDraft(models.Model):
    """What a person has typed and not signed: kept so that no refusal loses it. Not evidence."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    submission = models.CharField(max_length=71)
    words = models.TextField(blank=True)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "submission"), name="one_draft_each"),
        )

    def __str__(self) -> str:
        return f"draft of {self.person}"
