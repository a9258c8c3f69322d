"""What was read out of files, kept so that it is read once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0002_triggers"),
    ]

    operations = [
        migrations.CreateModel(
            name="AssetExtract",
            fields=[
                ("digest", models.CharField(max_length=71, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField()),
                ("data", models.BinaryField()),
            ],
        ),
    ]
