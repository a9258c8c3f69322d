"""The tables of notices."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Notices and preferences."""

    initial = True

    dependencies = [
        ("workflow", "0004_notices"),
    ]

    operations = [
        migrations.CreateModel(
            name="Preference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "delivery",
                    models.CharField(
                        choices=[
                            ("at_once", "at once"),
                            ("daily", "one digest a day"),
                            ("never", "none by mail"),
                        ],
                        default="at_once",
                        max_length=10,
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notice_preference",
                        to="workflow.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=160)),
                ("kind", models.CharField(max_length=20)),
                ("submission", models.CharField(blank=True, db_index=True, max_length=36)),
                ("page", models.CharField(blank=True, max_length=36)),
                ("stage", models.CharField(blank=True, max_length=10)),
                ("title", models.CharField(max_length=255)),
                ("by_name", models.CharField(blank=True, max_length=100)),
                ("words", models.CharField(blank=True, max_length=71)),
                ("due", models.DateTimeField(null=True)),
                ("urgent", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "delivery",
                    models.CharField(
                        choices=[
                            ("at_once", "at once"),
                            ("daily", "one digest a day"),
                            ("never", "none by mail"),
                        ],
                        max_length=10,
                    ),
                ),
                ("mail_due", models.DateTimeField(null=True)),
                ("mailed_at", models.DateTimeField(null=True)),
                ("tries", models.PositiveIntegerField(default=0)),
                ("trouble", models.CharField(blank=True, max_length=300)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to="workflow.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "read_at"], name="notice_unread"),
                    models.Index(fields=["mail_due"], name="notice_mail_due"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "key"), name="notice_once")
                ],
            },
        ),
    ]
