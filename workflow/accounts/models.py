"""What is kept of sign-ins. Not evidence: what happened is in the audit log."""

from django.conf import settings
from django.db import models

from workflow.models import Account, new_uid


class SignIn(models.Model):
    """One session, from the sign-in to its end. `why` says how it ended, empty while it lasts."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sign_ins"
    )
    session = models.CharField(max_length=40, unique=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=20, blank=True)
    address = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = (models.Index(fields=("user", "ended_at"), name="sign_in_open"),)

    def __str__(self) -> str:
        return f"{self.user} since {self.began_at}"


class FailedSignIns(models.Model):
    """Failed sign-ins of one hour at one account (None: at a name that is no account's) from one
    address. Counted here and told to the audit log once the hour is over; then the row goes."""

    hour = models.DateTimeField(db_index=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True)
    address = models.CharField(max_length=45, blank=True)
    count = models.PositiveIntegerField(default=0)
    told = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.count} from {self.address}"


class Reset(models.Model):
    """An administrator made it possible to sign in as somebody: a new password, no second factor
    any more, a further account. Until another person confirms it, that somebody signs nothing."""

    PASSWORD, FACTOR, ACCOUNT = "password", "factor", "account"

    uid = models.CharField(max_length=36, unique=True, default=new_uid)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="resets")
    kind = models.CharField(max_length=10)
    person = models.CharField(max_length=36, db_index=True)
    person_name = models.CharField(max_length=100)
    by = models.CharField(max_length=36)
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=36, blank=True)
    confirmed_by_name = models.CharField(max_length=100, blank=True)
    confirmed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_name} by {self.by_name}"


class Credential(models.Model):
    """What an account signs in with, beside Django's password: whether it has to be changed, since
    when it holds, and the second factor. `secret` is encrypted, `step` the last one used."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="credential")
    must_change = models.BooleanField(default=False)
    changed_at = models.DateTimeField(null=True)
    secret = models.TextField(blank=True)
    step = models.BigIntegerField(default=0)
    enrolled_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"credential of {self.account}"


class OldPassword(models.Model):
    """A password an account had, hashed as Django hashes them: it is not taken again."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="old_passwords")
    encoded = models.CharField(max_length=128)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"old password of {self.account}"


class RecoveryCode(models.Model):
    """A code that takes the place of the second factor once. Only its digest is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("account", "digest"), name="code_once"),)

    def __str__(self) -> str:
        return f"recovery code of {self.account}"
