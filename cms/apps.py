"""Application configuration of the editors' side."""

from importlib import import_module

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """Pages, blocks and freezing."""

    name = "cms"
    verbose_name = "pages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the desk hear of the public side's alarms; the module imports models."""
        import_module("cms.alarms")
