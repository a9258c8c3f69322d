"""The outbox."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the outbox."""

    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="SearchOutbox",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("uid", models.CharField(max_length=64)),
                (
                    "sequence",
                    models.PositiveBigIntegerField(help_text="Sequence of the release."),
                ),
            ],
            options={"ordering": ("id",), "verbose_name": "search outbox row"},
        ),
    ]
