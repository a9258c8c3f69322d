"""A table for handing over a stage, and its triggers."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from ledger import triggers


def install(apps: Any, schema_editor: Any) -> None:
    """Put the triggers of every append-only table that exists by now."""
    triggers.install(schema_editor.connection)


def remove(apps: Any, schema_editor: Any) -> None:
    """Take them away, so that the table itself can go; `migrate` puts the others back."""
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    """Handing over."""

    dependencies = [
        ("workflow", "0002_triggers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stage", models.CharField(max_length=10)),
                ("person", models.CharField(max_length=36)),
                ("person_name", models.CharField(max_length=100)),
                ("to", models.CharField(db_index=True, max_length=36)),
                ("to_name", models.CharField(max_length=100)),
                ("words", models.CharField(max_length=71)),
                ("at", models.DateTimeField()),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="workflow.submission",
                    ),
                ),
            ],
        ),
        migrations.RunPython(install, remove),
    ]
