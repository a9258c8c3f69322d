"""Application configuration of the notices."""

from importlib import import_module

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Tells people what waits for them."""

    name = "workflow.notices"
    label = "notices"
    verbose_name = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to what happens in review."""
        import_module("workflow.notices.receivers")
