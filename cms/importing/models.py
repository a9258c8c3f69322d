"""What was imported already."""

from django.db import models


class ImportedItem(models.Model):
    """The key of a line and the page it became, so that a second run makes no doubles."""

    key = models.CharField(max_length=200, unique=True)
    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="imported_from"
    )
    imported_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.key
