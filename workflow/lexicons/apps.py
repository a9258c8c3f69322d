"""Application configuration of the unit's lists."""

from django.apps import AppConfig

from ledger import triggers


class LexiconsConfig(AppConfig):
    """The lists that a unit keeps for proofreading."""

    name = "workflow.lexicons"
    label = "lexicons"
    verbose_name = "lexicons"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make what was proposed and confirmed append-only."""
        triggers.register(self.get_model("ListVersion"))
