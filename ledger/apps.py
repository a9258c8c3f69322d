"""Application configuration of the ledger."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from ledger import triggers


class LedgerConfig(AppConfig):
    """The append-only record."""

    name = "ledger"
    verbose_name = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the tables that are append-only, and keep them so after every migration."""
        for name in ("AuditEntry", "Release", "Erasure"):
            triggers.register(self.get_model(name))
        for name in ("Body", "Asset"):
            triggers.register(self.get_model(name), erasable="digest")
        post_migrate.connect(triggers.after_migrate, sender=self, dispatch_uid="ledger.append_only")
