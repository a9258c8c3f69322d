"""An installation of its own inside this process: a database file, a data folder, a town.

Several may stand beside each other; `use` turns the process to one of them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connection
from django.test.utils import override_settings

from cms.pages.section import SectionPage
from config.settings.places import places
from ledger import keys
from portal.front import Front
from tests.doors import copies
from tests.doors.looking import Answer, ask
from tests.support import building


class Installation:
    """A town on SQLite in a folder."""

    def __init__(self, folder: Path) -> None:
        """Make tables and town."""
        self.folder = folder
        places(folder)["STATIC_ROOT"].mkdir(parents=True)
        with self.use():
            call_command("migrate", verbosity=0)
            self.town = building.build()
            self.front = Front(WSGIHandler(), watching=False)

    @contextmanager
    def use(self) -> Iterator["Installation"]:
        """Turn this process to the installation until the end of the block."""
        with (
            override_settings(
                **places(self.folder),
                STORAGES=_storages(self.folder),
                ALLOWED_HOSTS=["localhost", "testserver"],
            ),
            copies.database(str(self.folder / "sanshen.sqlite3")),
        ):
            keys.forget()
            connection.ensure_connection()
            yield self

    def visit(self, address: str) -> Answer:
        """Ask as a visitor does, after the process looked for what is new."""
        self.front.watch.look()
        return self.ask(address)

    def ask(self, address: str) -> Answer:
        """Ask as a visitor does."""
        return ask(self.front, address, host="localhost")

    @property
    def news(self) -> SectionPage:
        """The section of news."""
        return SectionPage.objects.get(pk=self.town.news)


def _storages(folder: Path) -> dict[str, Any]:
    storages = {name: dict(storage) for name, storage in settings.STORAGES.items()}
    storages["assets"]["OPTIONS"] = {
        **storages["assets"]["OPTIONS"],
        "location": places(folder)["SANSHEN_ASSETS"],
    }
    return storages
