"""Runs one of our modules in a process of its own.

A file can be made so that reading it takes hours or all memory. Only that process is lost by it.
"""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings


def run_apart(module: str, *arguments: str, folder: Path, seconds: int) -> None:
    """Run a module to its end, silent, with none of our variables but where the code is.

    Args:
        module: Its dotted name.
        arguments: What it is told; it answers by files in the folder.
        folder: Where it works.
        seconds: How long it may take.

    Raises:
        subprocess.TimeoutExpired: when it took longer, and was ended.
        subprocess.CalledProcessError: when it failed; below 0 is the signal that ended it.
        OSError: when it could not be started.
    """
    subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=folder,
        env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(settings.BASE_DIR)},
        timeout=seconds,
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
