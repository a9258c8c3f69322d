"""The ledger's tables refuse to be changed, from the first row on."""

from typing import Any

from django.db import migrations

from ledger import triggers


def install(apps: Any, schema_editor: Any) -> None:
    """Put the triggers of every append-only table that exists by now."""
    triggers.install(schema_editor.connection)


def remove(apps: Any, schema_editor: Any) -> None:
    """Take them away, so that the tables themselves can go."""
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    """Triggers."""

    dependencies = [("ledger", "0001_tables")]

    operations = [migrations.RunPython(install, remove)]
