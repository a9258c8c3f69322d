"""The outbox: which items the index has to take up."""

from django.db import models


class SearchOutbox(models.Model):
    """An item whose release changed, written in the transaction of that release.

    The row goes when an engine has taken the item up. Rows tell which item to look at, never
    what is in it: that is read from the releases when the row is applied.
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.CharField(max_length=64)
    sequence = models.PositiveBigIntegerField(help_text="Sequence of the release.")

    class Meta:
        """Applied in the order in which they were written."""

        ordering = ("id",)
        verbose_name = "search outbox row"

    def __str__(self) -> str:
        """Name item and release."""
        return f"{self.uid} in release {self.sequence}"
