"""Copying the whole database out and back in, by the database's own means."""

import os
import sqlite3
import subprocess
from pathlib import Path
from typing import Protocol

from django.db import connection
from django.utils.translation import gettext as _


class CopyFailed(Exception):
    """The database's own program gave up. The message carries its words."""


class DatabaseCopy(Protocol):
    """How one kind of database is copied."""

    name: str

    def out(self, target: Path) -> None:
        """Write a consistent copy while others go on writing."""

    def back(self, source: Path) -> None:
        """Replace the database by a copy."""


class SqliteCopy:
    """The online backup of SQLite: consistent, page by page, without stopping writers."""

    name = "database.sqlite3"

    def out(self, target: Path) -> None:
        """Copy to a file."""
        connection.ensure_connection()
        copy = sqlite3.connect(target)
        try:
            connection.connection.backup(copy)
            # Pages that hold nothing any more still have the words of what was deleted.
            copy.execute("VACUUM")
        finally:
            copy.close()

    def back(self, source: Path) -> None:
        """Copy from a file over the present database."""
        connection.ensure_connection()
        copy = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
        try:
            copy.backup(connection.connection)
        finally:
            copy.close()
        connection.close()


class PostgresqlCopy:
    """`pg_dump` and `pg_restore`, which must be installed where the command runs."""

    name = "database.dump"

    def out(self, target: Path) -> None:
        """Dump in the custom format, without owners: the restoring account owns what it makes."""
        self._run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")

    def back(self, source: Path) -> None:
        """Drop and make again what the dump holds, in one transaction."""
        database = str(connection.settings_dict["NAME"])
        connection.close()
        self._run(
            "pg_restore",
            "--clean",
            "--if-exists",
            "--no-owner",
            "--no-privileges",
            "--single-transaction",
            f"--dbname={database}",
            str(source),
        )

    def _run(self, *command: str) -> None:
        settings = connection.settings_dict
        names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD",
                 "NAME": "PGDATABASE"}  # fmt: skip
        variables = {ours: str(settings[name]) for name, ours in names.items() if settings[name]}
        try:
            subprocess.run(
                command, check=True, capture_output=True, text=True, env={**os.environ, **variables}
            )
        except FileNotFoundError as error:
            raise CopyFailed(
                _("%(program)s is not installed here.") % {"program": command[0]}
            ) from error
        except subprocess.CalledProcessError as error:
            raise CopyFailed(f"{command[0]}: {error.stderr.strip()}") from error


def for_database() -> DatabaseCopy:
    """Give the way of the present database."""
    known: dict[str, DatabaseCopy] = {"sqlite": SqliteCopy(), "postgresql": PostgresqlCopy()}
    return known[connection.vendor]
