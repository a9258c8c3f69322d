"""Settings that bear on review stand in the chain: whoever starts the server with others is seen.

At the start of a process that can sign, what the environment says is compared with the newest entry
``setting:changed``; when it differs, a new one holds all of it and names what changed. Secrets and
what only says where things are, are left out.
"""

from typing import Any

from django.conf import settings
from django.db import connection, transaction

from config.settings.environment import Environment
from ledger import entries, keys
from ledger.broken import Broken
from ledger.models import AuditEntry, EntryIndex

TAG = "setting:changed"
LEFT_OUT = frozenset(
    {
        "data",
        "database_url",
        "email_password",
        "email_user",
        "listen",
        "port",
        "secret_key",
        "test_database",
    }
)
_LONGEST = 255


def present(environment: Environment) -> dict[str, str]:
    """Give the settings that bear on review as they are now."""
    found = {
        name: str(getattr(environment, name))[:_LONGEST]
        for name in Environment.model_fields
        if name not in LEFT_OUT
    }
    return found | {"database": connection.vendor, "debug": str(settings.DEBUG)}


def compare(environment: Environment) -> list[str]:
    """Enter what changed since the last start, and give the names; nothing where nothing signs."""
    if not keys.can_sign() or not AuditEntry.objects.exists():
        return []
    now = present(environment)
    if not _changed(now, _last()):
        return []
    try:
        with transaction.atomic():
            entries.lock()
            # Asked again under the lock: another process of the same start may have come first.
            before = _last()
            changed = _changed(now, before)
            if changed:
                entries.append(TAG, person=None, detail=_detail(now, before, changed))
    except (Broken, keys.MissingKey):
        return []
    return changed


def _detail(now: dict[str, str], before: dict[str, str], changed: list[str]) -> dict[str, Any]:
    return {
        "changed": changed,
        "before": [before.get(name) for name in changed],
        "names": sorted(now),
        "values": [now[name] for name in sorted(now)],
    }


def _changed(now: dict[str, str], before: dict[str, str]) -> list[str]:
    return sorted(name for name in now.keys() | before.keys() if now.get(name) != before.get(name))


def _last() -> dict[str, str]:
    found = EntryIndex.objects.filter(tag=TAG).order_by("-sequence").first()
    row = AuditEntry.objects.filter(sequence=found.sequence).first() if found else None
    if row is None:
        return {}
    detail = entries.header(row).detail
    return dict(zip(detail["names"], detail["values"], strict=True))
