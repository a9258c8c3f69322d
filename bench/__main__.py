"""`python -m bench [name …]`: measure, print a table, write bench/last.json."""

import importlib
import json
import os
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path

import django

import bench
from bench.measurement import Measurement

FOLDER = Path(__file__).resolve().parent
LAST = FOLDER / "last.json"
NOT_MEASURING = {"__main__", "measurement"}


def chosen(names: list[str]) -> Iterator[str]:
    """Name the modules to run: those asked for, or all."""
    known = sorted({module.name for module in pkgutil.iter_modules(bench.__path__)} - NOT_MEASURING)
    unknown = sorted(set(names) - set(known))
    if unknown:
        sys.exit(f"No bench is named {', '.join(unknown)}: write one of {', '.join(known)}.")
    yield from names or known


def measured(names: list[str]) -> Iterator[Measurement]:
    """Run the modules one after another, so that none disturbs the next."""
    for name in names:
        yield from importlib.import_module(f"bench.{name}").measure()


def main(names: list[str]) -> None:
    """Measure, and show each result as soon as it is there."""
    modules = list(chosen(names))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")
    sys.path.insert(1, str(FOLDER.parent / "site"))
    django.setup()
    print(f"{'what':<44} {'against':<28} {'ratio':>7} {'goal':>7}")
    rows = []
    for row in measured(modules):
        mark = " " if row.reached else "✗"
        print(f"{row.name:<44} {row.baseline:<28} {row.ratio:>7.2f} {row.goal:>7.2f} {mark}")
        rows.append({"name": row.name, "ratio": round(row.ratio, 3), "goal": row.goal})
    LAST.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
