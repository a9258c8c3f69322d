"""A field for results that stand above the others."""

import wagtail.fields
from django.db import migrations


class Migration(migrations.Migration):
    """Add the field, empty."""

    dependencies = [
        ("cms", "0004_blocks"),
    ]

    operations = [
        migrations.AddField(
            model_name="siteframepage",
            name="pinned_results",
            field=wagtail.fields.StreamField(
                [("result", 4)],
                blank=True,
                block_lookup={
                    0: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "Each is what a visitor types as a whole; several with commas between.",
                            "label": "Looked for",
                            "max_length": 200,
                        },
                    ),
                    1: ("wagtail.blocks.CharBlock", (), {"label": "Title", "max_length": 60}),
                    2: (
                        "wagtail.blocks.PageChooserBlock",
                        (),
                        {"label": "Our page", "required": False},
                    ),
                    3: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Or an address", "max_length": 300, "required": False},
                    ),
                    4: (
                        "wagtail.blocks.StructBlock",
                        [[("words", 0), ("title", 1), ("page", 2), ("address", 3)]],
                        {},
                    ),
                },
                verbose_name="pinned results",
            ),
        ),
    ]
