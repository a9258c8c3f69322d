"""Application configuration of the desk."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The review desk inside Wagtail's admin."""

    name = "workflow.desk"
    label = "desk"
    verbose_name = "desk"
    default_auto_field = "django.db.models.BigAutoField"
