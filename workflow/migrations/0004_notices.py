"""Submissions can be marked as urgent, and accounts show the names of their people.

The new column has a default in the database, so that the table is not rebuilt and its triggers
stay.
"""

from typing import Any

from django.conf import settings
from django.db import migrations, models


def name_accounts(apps: Any, schema_editor: Any) -> None:
    """Let every account show the name of its person."""
    accounts = apps.get_model("workflow", "Account").objects.select_related("person", "user")
    for account in accounts:
        account.user.first_name = account.person.name
        account.user.last_name = ""
        account.user.save(update_fields=["first_name", "last_name"])


class Migration(migrations.Migration):
    """Urgent submissions, named accounts."""

    dependencies = [
        ("workflow", "0003_handovers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="submission",
            name="urgent",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.RunPython(name_accounts, migrations.RunPython.noop),
    ]
