"""The append-only tables. Triggers (migrations) refuse UPDATE, DELETE, TRUNCATE and REPLACE.

Rows hold digests and headers; `Body` holds words. There is no foreign key out of this package,
and none between these tables either: verification joins them by digest.
"""

from django.db import models


class AuditEntry(models.Model):
    """One link of the audit chain. `header` is the canonical `formats.v1.Entry`."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    format = models.CharField(max_length=20)
    header = models.BinaryField()
    digest = models.CharField(max_length=71, unique=True)
    previous = models.CharField(max_length=71, null=True, unique=True)
    key = models.CharField(max_length=40)
    signature = models.BinaryField()

    class Meta:
        verbose_name = "audit entry"
        verbose_name_plural = "audit entries"

    def __str__(self) -> str:
        return f"audit entry {self.sequence}"


class Release(models.Model):
    """One link of the release chain. `header` is the canonical `formats.v1.Release`."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    format = models.CharField(max_length=20)
    header = models.BinaryField()
    digest = models.CharField(max_length=71, unique=True)
    previous = models.CharField(max_length=128, null=True, unique=True)
    key = models.CharField(max_length=40)
    signature = models.BinaryField()

    def __str__(self) -> str:
        return f"release {self.sequence}"


class Body(models.Model):
    """Bytes by digest: contents, statements, words, policies, appointments."""

    digest = models.CharField(max_length=71, primary_key=True)
    data = models.BinaryField()

    class Meta:
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.digest


class Asset(models.Model):
    """A picture or attachment whose bytes lie in private content-addressed storage."""

    digest = models.CharField(max_length=71, primary_key=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=255)

    def __str__(self) -> str:
        return self.name


class Erasure(models.Model):
    """An order by which one body may go; `statement` is the canonical `formats.v1.Erasure`."""

    number = models.PositiveBigIntegerField(primary_key=True)
    subject = models.CharField(max_length=71, unique=True)
    statement = models.BinaryField()
    digest = models.CharField(max_length=71, unique=True)

    def __str__(self) -> str:
        return f"erasure order {self.number}"


class EntryIndex(models.Model):
    """Columns for finding audit entries. Rebuildable from the headers; never evidence."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    person = models.CharField(max_length=36, blank=True, db_index=True)
    person_name = models.CharField(max_length=100, blank=True)
    tag = models.CharField(max_length=80, db_index=True)
    subject = models.CharField(max_length=80, blank=True, db_index=True)

    class Meta:
        verbose_name_plural = "entry indexes"

    def __str__(self) -> str:
        return f"{self.sequence} {self.tag}"


class ReleaseIndex(models.Model):
    """Columns for finding releases. Rebuildable from the headers; never evidence."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    page = models.CharField(max_length=36, db_index=True)
    kind = models.CharField(max_length=10)
    address = models.CharField(max_length=255, db_index=True)
    content = models.CharField(max_length=71, null=True, db_index=True)
    released_at = models.DateTimeField(db_index=True)
    live_from = models.DateTimeField(null=True, db_index=True)
    live_until = models.DateTimeField(null=True, db_index=True)

    class Meta:
        verbose_name_plural = "release indexes"

    def __str__(self) -> str:
        return f"{self.sequence} {self.kind} {self.address}"


class AssetExtract(models.Model):
    """What was read out of an asset, JSON in zlib. Rebuildable from the file; never evidence."""

    digest = models.CharField(max_length=71, primary_key=True)
    version = models.PositiveIntegerField()
    data = models.BinaryField()

    def __str__(self) -> str:
        return self.digest
