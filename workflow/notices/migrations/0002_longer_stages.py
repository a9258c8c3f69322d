"""Longer names of stages."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0001_tables"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="stage",
            field=models.CharField(blank=True, max_length=20),
        ),
    ]
