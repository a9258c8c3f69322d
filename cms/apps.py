"""Application configuration of the editors' side."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """Pages, blocks and freezing."""

    name = "cms"
    verbose_name = "pages"
    default_auto_field = "django.db.models.BigAutoField"
