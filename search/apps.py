"""The Django application `search`."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Search: the outbox table and, on SQLite, the embedded index beside it."""

    name = "search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Search"
