"""System checks: what must hold between the packages before a process may start."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections

from config.settings.environment import Role
from ledger import triggers
from portal.models import PublicItem
from search.engine import engine_class

EDITING_PACKAGES = ("wagtail", "workflow", "cms")


@register()
def roles_keep_apart(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> Sequence[CheckMessage]:
    """Refuse a public process that has an application of the editing side installed."""
    if settings.SANSHEN_ROLE != Role.PUBLIC:
        return []
    return [
        Error(
            f"The public process has {app.name} installed.",
            hint="Remove it from the applications of role=public in config/settings/base.py.",
            id="sanshen.E001",
        )
        for app in apps.get_app_configs()
        if app.name.partition(".")[0] in EDITING_PACKAGES
    ]


@register(Tags.database)
def evidence_is_append_only(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> Sequence[CheckMessage]:
    """Refuse a server whose append-only tables have lost a trigger; tables to come do not count."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        tables = tuple(f"{name}_" for name in connections[alias].introspection.table_names())
        found += [
            Error(
                f"The trigger {name} is missing or changed: evidence could be rewritten.",
                hint="Find out who dropped it, run verify_ledger, then migrate --skip-checks.",
                id="sanshen.E002",
            )
            for name in triggers.missing(connections[alias])
            if name.startswith(tables)
        ]
    return found


@register(Tags.database)
def search_is_within_its_range(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> Sequence[CheckMessage]:
    """Warn when there are more items than this engine is meant for."""
    most = engine_class(settings.SANSHEN_SEARCH_ENGINE).meant_for
    if "default" not in (databases or ()) or most is None:
        return []
    if PublicItem._meta.db_table not in connections["default"].introspection.table_names():
        return []
    count = PublicItem.objects.filter(sequence__isnull=False).count()
    if count <= most:
        return []
    return [
        Warning(
            f"{count} items are public, and the search engine {settings.SANSHEN_SEARCH_ENGINE} "
            f"is meant for at most {most}.",
            hint="Set SANSHEN_SEARCH_ENGINE=elastic and SANSHEN_ELASTICSEARCH_URL, then type "
            "rebuild_index (docs/search.md).",
            id="sanshen.W001",
        )
    ]
