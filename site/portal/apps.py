"""Application configuration of the public site."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The public site."""

    name = "portal"
    verbose_name = "public site"
    default_auto_field = "django.db.models.BigAutoField"
