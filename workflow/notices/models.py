"""Notices and how each person wants them. Not evidence: what happened is in the audit log."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from workflow.models import Person


class Delivery(models.TextChoices):
    """When a person wants mail. On the desk every notice is shown at once."""

    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("one digest a day")
    NEVER = "never", _("none by mail")


class Notice(models.Model):
    """One thing that one person is told once.

    `key` says which thing, so that telling it again does nothing. `words` is the digest of what
    somebody wrote with it. `mail_due` is when its mail is to go out, None when none is (any more),
    `mailed_at` when it went; a mail that failed is tried again later and later.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    key = models.CharField(max_length=160)
    kind = models.CharField(max_length=20)
    submission = models.CharField(max_length=36, blank=True, db_index=True)
    page = models.CharField(max_length=36, blank=True)
    stage = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=255)
    by_name = models.CharField(max_length=100, blank=True)
    words = models.CharField(max_length=71, blank=True)
    due = models.DateTimeField(null=True)
    urgent = models.BooleanField(default=False)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    delivery = models.CharField(max_length=10, choices=Delivery.choices)
    mail_due = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "key"), name="notice_once"),)
        indexes = (
            models.Index(fields=("person", "read_at"), name="notice_unread"),
            models.Index(fields=("mail_due",), name="notice_mail_due"),
        )

    def __str__(self) -> str:
        return f"{self.kind} for {self.person}: {self.title}"


class Preference(models.Model):
    """How a person wants their mail. No row means at once."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, related_name="notice_preference"
    )
    delivery = models.CharField(max_length=10, choices=Delivery.choices, default=Delivery.AT_ONCE)

    def __str__(self) -> str:
        return f"{self.person}: {self.delivery}"
