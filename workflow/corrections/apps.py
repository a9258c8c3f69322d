"""Application configuration of the corrections."""

from importlib import import_module

from django.apps import AppConfig


class CorrectionsConfig(AppConfig):
    """Reads what is public again, and keeps the tasks that come of it."""

    name = "workflow.corrections"
    label = "corrections"
    verbose_name = "corrections"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to releases."""
        import_module("workflow.corrections.receivers")
