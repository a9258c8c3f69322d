"""Readings of everything public, and the correction tasks that came of them. Not evidence: that a
scan ran, and that somebody closed a task with a reason, is in the audit log."""

from django.db import models


class Scan(models.Model):
    """One reading of everything public, with some rules and lists. `after` is where it stands: the
    sequence of the last release that was read."""

    rules = models.CharField(max_length=20)
    lists = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField(db_index=True)
    finished_at = models.DateTimeField(null=True)
    after = models.PositiveBigIntegerField(default=0)
    total = models.PositiveIntegerField()
    read = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    given_up = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"scan with {self.rules} {self.lists}"


class Task(models.Model):
    """One mistake in a public item that its reviewers were not asked about.

    `key` names the mistake by rule, words and sentence; `lineage` are the page and the sections
    above it, parted by spaces. `closed_how` is one of the words in `HOW`.
    """

    HOW = ("corrected", "withdrawn", "reviewed", "reason")

    scan = models.ForeignKey(Scan, on_delete=models.PROTECT, related_name="tasks")
    page = models.CharField(max_length=36, db_index=True)
    address = models.CharField(max_length=255)
    title = models.CharField(max_length=255)
    lineage = models.TextField(blank=True)
    release = models.PositiveBigIntegerField()
    key = models.CharField(max_length=71)
    code = models.CharField(max_length=60, db_index=True)
    severity = models.CharField(max_length=10)
    place = models.CharField(max_length=100)
    excerpt = models.CharField(max_length=200, blank=True)
    message = models.CharField(max_length=500)
    suggestion = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField()
    due = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, db_index=True)
    closed_how = models.CharField(max_length=10, blank=True)
    closed_by = models.CharField(max_length=36, blank=True)
    closed_by_name = models.CharField(max_length=100, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("page", "key"),
                condition=models.Q(closed_at=None),
                name="correction_open_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} in {self.address}"

    @property
    def places(self) -> frozenset[str]:
        """The page and the sections above it."""
        return frozenset(self.lineage.split())
