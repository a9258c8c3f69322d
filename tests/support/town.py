"""A town with people and four released pages, made by the commands: quick to build and real.

    python -m tests.support.town       makes it in SANSHEN_DATA, for a server to be started on

`build` expects an empty database with its tables made.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import django

PASSWORD = "Yunxi-2026-three-signatures"
SENTENCE = "checking"
SAID = "该内容正在核实，暂不提供。"
ADMINISTRATORS = (
    ("sun", "孙伟", "系统管理员"),
    ("qi", "齐悦", "安全管理员"),
    ("qian", "钱进", "审计员"),
)
PEOPLE = (
    # user name, name, post, duties everywhere
    ("lin", "林晓", "干事", ("draft",)),
    ("zhou", "周敏", "科长", ("first",)),
    ("wu", "吴刚", "副主任", ("second",)),
    ("zheng", "郑岚", "分管领导", ("final",)),
    ("chen", "陈立", "分管领导", ("final", "second")),
)


@dataclass(frozen=True)
class Town:
    """Primary keys of the pages that stand."""

    home: int
    news: int
    notices: int
    frame: int


def main() -> None:
    """Make the town where the environment says."""
    if "SANSHEN_DATA" not in os.environ:
        sys.exit("Say in SANSHEN_DATA where the town is to stand; it does not go into var/.")
    root = Path(__file__).resolve().parents[2]
    sys.path.insert(1, str(root / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")
    django.setup()
    # Models can be imported once Django is set up.
    from tests.support.building import build  # noqa: PLC0415

    build()


if __name__ == "__main__":
    main()
