"""Projections of the releases, the register of rendered files, alarms, what runs by itself.

Everything here but the alarms can be thrown away: `rebuild_public` makes it again from the
releases, with the same result. Nothing here holds a word that is shown.
"""

from django.db import models
from django.db.models import Q


class PublicItem(models.Model):
    """One page that was released: what is public of it now, and where it stands in the order.

    `sequence` is the release in force, None when there is none; `ordinal` its place in the order
    of first publication over the whole site, given once; `next_due` the moment at which the clock
    alone will change something.
    """

    uid = models.CharField(max_length=36, primary_key=True)
    kind = models.CharField(max_length=20, db_index=True)
    address = models.CharField(max_length=255, db_index=True)
    section = models.CharField(max_length=36, blank=True)
    lineage = models.JSONField(default=list)
    status = models.CharField(max_length=12)
    sequence = models.PositiveBigIntegerField(null=True)
    newest_sequence = models.PositiveBigIntegerField()
    first_sequence = models.PositiveBigIntegerField(null=True)
    first_public_at = models.DateTimeField(null=True)
    ordinal = models.PositiveBigIntegerField(null=True, unique=True)
    live_from = models.DateTimeField(null=True)
    live_until = models.DateTimeField(null=True)
    pinned_until = models.DateTimeField(null=True)
    place = models.IntegerField(default=0)
    next_due = models.DateTimeField(null=True, db_index=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["kind", "ordinal"], name="portal_item_in_force", condition=Q(sequence__gt=0)
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.address or self.uid}: {self.status}"


class Listing(models.Model):
    """An item's place in the list of one section, given once, so that archive pages never shift.

    `active` says whether the release in force still belongs to the section.
    """

    section = models.CharField(max_length=36)
    uid = models.CharField(max_length=36, db_index=True)
    ordinal = models.PositiveIntegerField()
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["section", "uid"], name="portal_listed_once"),
            models.UniqueConstraint(fields=["section", "ordinal"], name="portal_place_taken_once"),
        ]
        # Counting and turning a long list reads this index and no row.
        indexes = [models.Index(fields=["section", "active", "ordinal"], name="portal_listed")]

    def __str__(self) -> str:
        return f"{self.uid} is number {self.ordinal} of {self.section}"


class PublicAddress(models.Model):
    """Every address that ever was public, and whose it is for ever."""

    address = models.CharField(max_length=255, primary_key=True)
    uid = models.CharField(max_length=36, db_index=True)
    since = models.PositiveBigIntegerField()

    class Meta:
        verbose_name_plural = "public addresses"

    def __str__(self) -> str:
        return self.address


class PublicAsset(models.Model):
    """A picture or attachment that the release in force of an item names."""

    digest = models.CharField(max_length=71)
    uid = models.CharField(max_length=36, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest", "uid"], name="portal_asset_named_once")
        ]

    def __str__(self) -> str:
        return f"{self.digest} by {self.uid}"


class Following(models.Model):
    """How far the projections have read: one row, which is also the lock of who writes them."""

    name = models.CharField(max_length=20, primary_key=True)
    sequence = models.PositiveBigIntegerField(default=0)
    moment = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "following"

    def __str__(self) -> str:
        return f"{self.name} at {self.sequence}"


class Change(models.Model):
    """What a store of rendered files has to let go of, in order: a log that each store follows.

    `keys` name parts of the site (see `portal.keys`); `everything` starts a new generation, whose
    number is this row's.
    """

    keys = models.JSONField(default=list)
    everything = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"change {self.pk}"


class Store(models.Model):
    """One folder of rendered files: which changes it has applied, which generation it shows."""

    name = models.CharField(max_length=36, primary_key=True)
    change = models.PositiveBigIntegerField(default=0)
    generation = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"store {self.name} at change {self.change}"


class RenderedFile(models.Model):
    """A rendered file: without a row here that names its bytes, a file is as good as absent."""

    store = models.CharField(max_length=36)
    path = models.CharField(max_length=255)
    generation = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    gzip_sha256 = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=100)
    download = models.CharField(max_length=255, blank=True)
    sequences = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "generation", "path"], name="portal_file_registered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.path} ({self.generation})"


class RenderedPart(models.Model):
    """A part of the site that a rendered file shows; when the part changes, the file goes."""

    file = models.ForeignKey(RenderedFile, on_delete=models.CASCADE, related_name="parts")
    key = models.CharField(max_length=80, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "key"], name="portal_part_named_once")
        ]

    def __str__(self) -> str:
        return self.key


class Alarm(models.Model):
    """Something that a person must look at: a row that is not believed, a chain that breaks.

    `entry` is the audit entry that records it, written by a process that can sign; `mailed_at` when
    the people who are to hear of alarms were told.
    """

    code = models.CharField(max_length=40)
    subject = models.CharField(max_length=120)
    sentence = models.TextField()
    raised_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    entry = models.PositiveBigIntegerField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "subject"],
                condition=Q(closed_at__isnull=True),
                name="portal_alarm_raised_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.subject}"


class Routine(models.Model):
    """When a task that runs by itself is due next, and how its last run ended."""

    name = models.CharField(max_length=120, primary_key=True)
    due_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    failed = models.BooleanField(default=False)
    outcome = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.name} due {self.due_at}"
