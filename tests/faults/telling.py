"""Runs a series of deaths in a process of its own, and gives what it told."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def told_by(series: str, data: Path, seed: int, *counts: int, patience: float, **more: str) -> str:
    """Run one of the series of this folder; whoever fails sees its seed and all it said."""
    told = subprocess.run(
        [sys.executable, "-m", f"tests.faults.{series}", str(seed), *map(str, counts)],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.demo",
            "SANSHEN_DATA": str(data),
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
            **more,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=patience,
        check=False,
    )
    print(f"--randomly-seed={seed}\n{told.stdout}")
    assert told.returncode == 0, f"--randomly-seed={seed}\n{told.stdout}"
    return told.stdout
