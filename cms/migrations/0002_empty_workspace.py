"""Takes away what Wagtail's own migrations bring along.

Its welcome page would take the place of the home page; its workflow would be a second truth about
review; its two groups may publish. None of them holds anything at this moment.
"""

from django.db import migrations


def clear(apps, schema_editor):
    """Remove page, workflow and groups."""
    page = apps.get_model("wagtailcore", "Page")
    welcome = page.objects.filter(depth=2, slug="home", content_type__model="page")
    if welcome.filter(numchild=0).exists() and page.objects.count() == 2:
        apps.get_model("wagtailcore", "Site").objects.all().delete()
        welcome.delete()
        page.objects.filter(depth=1).update(numchild=0)
    for name in ("WorkflowPage", "WorkflowTask", "Workflow", "GroupApprovalTask", "Task"):
        apps.get_model("wagtailcore", name).objects.all().delete()
    apps.get_model("auth", "Group").objects.filter(name__in=("Moderators", "Editors")).delete()


class Migration(migrations.Migration):
    """Nothing to undo: what is removed is of no use here."""

    dependencies = [
        ("cms", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0023_add_choose_permissions"),
        ("wagtaildocs", "0011_add_choose_permissions"),
    ]
    operations = [migrations.RunPython(clear, migrations.RunPython.noop)]
