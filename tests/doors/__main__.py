"""`PYTHONPATH=.:site python -m tests.doors`: write what was tried into docs/threats.md."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django.setup()

# The attempts name models, so they can be read once Django is set up.
from tests.doors import table  # noqa: E402

table.write()
