"""A public process has nothing in it that could draft, review or sign."""

import os
import subprocess
import sys

from config.settings.places import ROOT

PROGRAM = """
import sys, django
django.setup()
from importlib import import_module
from django.conf import settings
import_module(settings.ROOT_URLCONF)
for name in settings.MIDDLEWARE:
    import_module(name.rpartition(".")[0])
print(*sorted({name.partition(".")[0] for name in sys.modules}), sep="\\n")
"""


def test_it_loads_neither_wagtail_nor_the_workflow_nor_what_editors_write(tmp_path):
    kept = {name: value for name, value in os.environ.items() if "SANSHEN_" not in name}
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={
            **kept,
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
            "DJANGO_SETTINGS_MODULE": "config.settings.demo",
            "SANSHEN_DATA": str(tmp_path),
            "SANSHEN_ROLE": "public",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(result.stdout.split())
    assert {"portal", "ledger", "search"} <= loaded
    assert loaded & {"wagtail", "cms", "workflow", "django_fsm"} == set()
