"""Application configuration of the desk."""

from importlib import import_module

from django.apps import AppConfig
from django.core.checks import Tags, register


class DeskConfig(AppConfig):
    """The review desk inside Wagtail's admin."""

    name = "workflow.desk"
    label = "desk"
    verbose_name = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what a server says at its start; its module needs the loaded models."""
        register(import_module("workflow.desk.checks").ceremony_is_due, Tags.database)
