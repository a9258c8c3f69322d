"""Longer names of stages, what a policy makes obligatory, and who is away."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workflow", "0004_notices"),
    ]

    operations = [
        migrations.AddField(
            model_name="reviewpolicy",
            name="obligatory",
            field=models.CharField(blank=True, db_default="", default="", max_length=100),
        ),
        migrations.AlterField(
            model_name="appointment",
            name="duty",
            field=models.CharField(max_length=20),
        ),
        migrations.AlterField(
            model_name="disposition",
            name="stage",
            field=models.CharField(max_length=20),
        ),
        migrations.AlterField(
            model_name="handover",
            name="stage",
            field=models.CharField(max_length=20),
        ),
        migrations.AlterField(
            model_name="opinion",
            name="stage",
            field=models.CharField(max_length=20),
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("by_name", models.CharField(max_length=100)),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absences",
                        to="workflow.person",
                    ),
                ),
            ],
        ),
    ]
