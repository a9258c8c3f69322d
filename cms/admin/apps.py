"""Application configuration of the admin's dress."""

from importlib import import_module

from django.apps import AppConfig


class CmsAdminConfig(AppConfig):
    """Templates here take the place of Wagtail's, so this app stands before `wagtail.admin`."""

    name = "cms.admin"
    label = "cms_admin"
    verbose_name = "editing"

    def ready(self) -> None:
        """Let groups follow appointments in commands too, which load no hooks; check pictures."""
        import_module("cms.admin.groups")
        import_module("cms.admin.pictures").install()
