"""Application configuration of the ledger."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The append-only record."""

    name = "ledger"
    verbose_name = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
