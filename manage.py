#!/usr/bin/env python
"""Django's command line for Sanshen: `python manage.py help` lists the commands."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

ROOT = Path(__file__).resolve().parent


def main() -> None:
    """Put `site/` on the path, choose the settings, run the command."""
    # `site/` is a folder of packages and not a package itself, because Python has a module of
    # that name. Second place: the folder of this file stays first.
    sys.path.insert(1, str(ROOT / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
