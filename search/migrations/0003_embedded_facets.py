"""The embedded index in its new form, where the database is SQLite: empty, and to be filled again.

The server fills it when it starts (`SANSHEN_SEARCH_ENGINE`, docs/operations.md); `rebuild_index`
does the same by hand.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from search.engines.embedded.schema import anew


def remake(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the tables again."""
    if editor.connection.vendor != "sqlite":
        return
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM search_embedded_document")
        had = cursor.fetchone()[0]
    for statement in anew(had):
        editor.execute(statement)


class Migration(migrations.Migration):
    """Make the embedded index again."""

    dependencies = [("search", "0002_embedded_index")]

    operations = [migrations.RunPython(remake, remake)]
