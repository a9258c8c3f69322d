"""System checks: what must hold between the packages before a process may start."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from config.settings.environment import Role

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
