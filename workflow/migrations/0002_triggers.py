"""The tables of facts refuse to be changed; Wagtail's own workflow "
"goes, since there is one truth."""

from typing import Any

from django.db import migrations

from ledger import triggers

STOCK = "Moderators approval"


def install(apps: Any, schema_editor: Any) -> None:
    """Put the triggers of every append-only table that exists by now."""
    triggers.install(schema_editor.connection)


def remove(apps: Any, schema_editor: Any) -> None:
    """Take them away, so that the tables themselves can go."""
    triggers.remove(schema_editor.connection)


def delete_stock_workflow(apps: Any, schema_editor: Any) -> None:
    """Delete the workflow that Wagtail's migrations make and assign to the root page."""
    workflow = apps.get_model("wagtailcore", "Workflow")
    stock = workflow.objects.filter(name=STOCK)
    apps.get_model("wagtailcore", "WorkflowPage").objects.filter(workflow__in=stock).delete()
    apps.get_model("wagtailcore", "WorkflowTask").objects.filter(workflow__in=stock).delete()
    stock.delete()
    tasks = apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(name=STOCK)
    numbers = list(tasks.values_list("pk", flat=True))
    tasks.delete()
    apps.get_model("wagtailcore", "Task").objects.filter(pk__in=numbers).delete()


class Migration(migrations.Migration):
    """Triggers."""

    dependencies = [
        ("workflow", "0001_tables"),
        ("ledger", "0002_triggers"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.RunPython(install, remove),
        migrations.RunPython(delete_stock_workflow, migrations.RunPython.noop),
    ]
