"""Versions of the lists that a unit keeps for proofreading."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ListVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.CharField(max_length=36)),
                ("act", models.CharField(max_length=10)),
                ("by", models.CharField(max_length=36)),
                ("by_name", models.CharField(max_length=100)),
                ("at", models.DateTimeField()),
                ("statement", models.BinaryField()),
                ("digest", models.CharField(max_length=71, unique=True)),
                ("kind", models.CharField(db_index=True, max_length=12)),
                ("count", models.PositiveIntegerField()),
                ("number", models.PositiveIntegerField(default=0)),
                ("reason", models.CharField(max_length=500)),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("uid", "act"), name="listversion_one_act_each")
                ],
            },
        ),
    ]
