"""The application that knows all the others, because it puts them together."""

from importlib import import_module

from django.apps import AppConfig
from django.conf import settings

from config.settings.environment import Role


class ConfigConfig(AppConfig):
    """Connects what must be connected once every application is loaded."""

    name = "config"
    label = "config"

    def ready(self) -> None:
        """Register what stops the start, and wire the packages together.

        These modules import models, which exist only now; Django loads an application's models in
        the same way, by name.
        """
        import_module("config.checks")
        import_module("config.wiring").connect()
        if settings.SANSHEN_ROLE != Role.PUBLIC:
            import_module("config.gate.starting").connect()
