"""The embedded index, where the database is SQLite.

The tables can be made again from the releases at any time, so the statements are those of the
program and not frozen here.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from search.engines.embedded.schema import TABLES, statements


def create(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the tables."""
    if editor.connection.vendor == "sqlite":
        for statement in statements():
            editor.execute(statement)


def drop(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the tables."""
    if editor.connection.vendor == "sqlite":
        for table in TABLES:
            editor.execute(f"DROP TABLE {table}")


class Migration(migrations.Migration):
    """Make the embedded index."""

    dependencies = [("search", "0001_search")]

    operations = [migrations.RunPython(create, drop)]
