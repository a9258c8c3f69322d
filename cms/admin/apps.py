"""Application configuration of the admin's dress."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate
from django.utils import translation
from django.utils.translation import gettext


def name_the_root(using: str, **kwargs: Any) -> None:
    """Say in our words what Wagtail's first migration calls “Root”, once; renaming it stays."""
    page = import_module("wagtail.models").Page
    with translation.override(settings.LANGUAGE_CODE):
        words = gettext("All pages")
    roots = page.objects.using(using).filter(depth=1, title="Root")
    roots.update(title=words, draft_title=words)


class CmsAdminConfig(AppConfig):
    """Templates here take the place of Wagtail's, so this app stands before `wagtail.admin`."""

    name = "cms.admin"
    label = "cms_admin"
    verbose_name = "editing"

    def ready(self) -> None:
        """Let groups follow appointments in commands too, which load no hooks; check pictures."""
        post_migrate.connect(name_the_root, sender=self, dispatch_uid="cms.admin.root")
        import_module("cms.admin.groups")
        import_module("cms.admin.pictures").install()
        import_module("cms.admin.account").install()
