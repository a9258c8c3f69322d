"""What a server says when it starts before the ceremony was held."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Info
from django.db import DatabaseError

from workflow.desk import ceremony


def ceremony_is_due(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Print the address of the ceremony page and its one-time code, once the tables are there."""
    if not databases:
        return []
    try:
        due = ceremony.is_due()
    except DatabaseError:
        # Nothing is migrated yet; that is another check's sentence.
        return []
    if not due:
        return []
    return [
        Info(
            f"Nobody can sign yet. Hold the ceremony at {settings.SANSHEN_EDITING_ORIGIN}"
            f"/admin/ceremony/ with the one-time code {ceremony.code()}",
            id="desk.I001",
        )
    ]
