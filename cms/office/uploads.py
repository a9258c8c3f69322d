"""Uploaded documents between the screen that takes them and the one that makes a draft of them.

They lie outside of what anybody can fetch, belong to one account, and go after use or a day.
"""

import re
import secrets
import time
from pathlib import Path

from django.conf import settings

HOURS = 24
_KEY = re.compile(r"[0-9a-f]{32}\Z")


def keep(data: bytes, name: str, user_id: int) -> str:
    """Keep a document, give the key it is asked for with."""
    _sweep()
    key = secrets.token_hex(16)
    _folder().mkdir(parents=True, exist_ok=True)
    (_folder() / f"{user_id}-{key}.name").write_text(name, "utf-8")
    (_folder() / f"{user_id}-{key}.docx").write_bytes(data)
    return key


def get(key: str, user_id: int) -> tuple[bytes, str] | None:
    """Give bytes and name of somebody's own document; None when it is gone."""
    if not _KEY.match(key):
        return None
    try:
        name = (_folder() / f"{user_id}-{key}.name").read_text("utf-8")
        return (_folder() / f"{user_id}-{key}.docx").read_bytes(), name
    except OSError:
        return None


def drop(key: str, user_id: int) -> None:
    """Forget a document."""
    if _KEY.match(key):
        for ending in ("name", "docx"):
            (_folder() / f"{user_id}-{key}.{ending}").unlink(missing_ok=True)


def _sweep() -> None:
    """Forget what nobody came back for."""
    before = time.time() - HOURS * 3600
    for file in _folder().glob("*-*.*"):
        if file.stat().st_mtime < before:
            file.unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.SANSHEN_DATA) / "word-uploads"
