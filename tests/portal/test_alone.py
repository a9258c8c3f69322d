"""A public process knows nothing of the editors' side, whatever it shows."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_a_public_process_shows_everything_and_imports_no_editor(tmp_path: Path) -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("SANSHEN_")},
        "SANSHEN_ROLE": "public",
        "SANSHEN_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "config.settings.demo",
        "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.portal.alone"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    statuses = list(said["answered"].values())
    assert statuses == [*[200] * 15, 410, 404, 301], said["answered"]
    packages = {name.partition(".")[0] for name in said["modules"]}
    assert packages.isdisjoint({"wagtail", "cms", "workflow", "django_fsm"})
