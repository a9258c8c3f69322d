"""Readings of everything public and the tasks that came of them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Scan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rules", models.CharField(max_length=20)),
                ("lists", models.CharField(blank=True, max_length=200)),
                ("started_at", models.DateTimeField(db_index=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("after", models.PositiveBigIntegerField(default=0)),
                ("total", models.PositiveIntegerField()),
                ("read", models.PositiveIntegerField(default=0)),
                ("found", models.PositiveIntegerField(default=0)),
                ("given_up", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("page", models.CharField(db_index=True, max_length=36)),
                ("address", models.CharField(max_length=255)),
                ("title", models.CharField(max_length=255)),
                ("lineage", models.TextField(blank=True)),
                ("release", models.PositiveBigIntegerField()),
                ("key", models.CharField(max_length=71)),
                ("code", models.CharField(db_index=True, max_length=60)),
                ("severity", models.CharField(max_length=10)),
                ("place", models.CharField(max_length=100)),
                ("excerpt", models.CharField(blank=True, max_length=200)),
                ("message", models.CharField(max_length=500)),
                ("suggestion", models.CharField(blank=True, max_length=200)),
                ("opened_at", models.DateTimeField()),
                ("due", models.DateTimeField()),
                ("closed_at", models.DateTimeField(db_index=True, null=True)),
                ("closed_how", models.CharField(blank=True, max_length=10)),
                ("closed_by", models.CharField(blank=True, max_length=36)),
                ("closed_by_name", models.CharField(blank=True, max_length=100)),
                ("reason", models.CharField(blank=True, max_length=500)),
                (
                    "scan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="corrections.scan",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("page", "key"),
                        name="correction_open_once",
                    )
                ],
            },
        ),
    ]
