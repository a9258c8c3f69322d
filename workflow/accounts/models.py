"""What is kept of sign-ins. Not evidence: what happened is in the audit log."""

from django.conf import settings
from django.db import models

from workflow.models import Account


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
