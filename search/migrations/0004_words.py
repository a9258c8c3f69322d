"""Words of titles, the unit's lists, counts of searches."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the tables."""

    dependencies = [
        ("search", "0003_embedded_facets"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchSalt",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("salt", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name": "salt of a day",
            },
        ),
        migrations.CreateModel(
            name="TitleWords",
            fields=[
                ("uid", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("words", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "words of a title",
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("text", models.CharField(max_length=16, unique=True)),
                (
                    "titles",
                    models.PositiveIntegerField(default=0, help_text="Titles that hold it."),
                ),
            ],
            options={
                "verbose_name": "word of titles",
            },
        ),
        migrations.CreateModel(
            name="WordList",
            fields=[
                ("name", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("text", models.TextField(blank=True, help_text="One entry a line.")),
                (
                    "version",
                    models.PositiveIntegerField(default=0, help_text="Goes up with each change."),
                ),
            ],
            options={
                "verbose_name": "list of words",
            },
        ),
        migrations.CreateModel(
            name="SearchClick",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("day", models.DateField()),
                ("uid", models.CharField(max_length=64)),
                ("clicks", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "count of opened results",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("day"), models.F("uid"), name="search_clicks_of_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchCount",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("day", models.DateField()),
                ("digest", models.CharField(max_length=64)),
                ("text", models.CharField(blank=True, max_length=64)),
                ("searches", models.PositiveIntegerField(default=0)),
                (
                    "without",
                    models.PositiveIntegerField(
                        default=0, help_text="Searches that found nothing."
                    ),
                ),
            ],
            options={
                "verbose_name": "count of searches",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("day"), models.F("digest"), name="search_count_of_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WordSound",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("sound", models.CharField(db_index=True, max_length=64)),
                (
                    "word",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sounds",
                        to="search.word",
                    ),
                ),
            ],
            options={
                "verbose_name": "sound of a word",
            },
        ),
    ]
