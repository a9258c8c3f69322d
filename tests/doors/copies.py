"""Databases that are copied: the city is built once, each attempt wrecks a copy of its own.

Everything is committed for real, so that what happens after a commit (the head file, the store, the
search index) happens here too. The test database itself is never written to.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, connections


def _settings() -> dict:
    return connections.settings["default"]


@contextmanager
def database(name: str) -> Iterator[None]:
    """Use another database in every thread of this process until the end of the block."""
    settings = _settings()
    usual = settings["NAME"]
    connections.close_all()
    # Wrappers that exist in this thread hold the same dictionary.
    settings["NAME"] = connection.settings_dict["NAME"] = name
    # One connection for all requests of an attempt: a new one each would take most of the time.
    settings["CONN_MAX_AGE"], age = None, settings["CONN_MAX_AGE"]
    try:
        yield
    finally:
        connections.close_all()
        settings["NAME"] = connection.settings_dict["NAME"] = usual
        settings["CONN_MAX_AGE"] = age


def copy(source: str, target: str) -> None:
    """Copy a database that nobody is connected to."""
    if connection.vendor == "sqlite":
        shutil.copyfile(source, target)
        return
    with database("postgres"), connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')


def drop(name: str) -> None:
    """Remove a copy."""
    if connection.vendor == "sqlite":
        for suffix in ("", "-wal", "-shm"):
            Path(name + suffix).unlink(missing_ok=True)
        return
    with database("postgres"), connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def named(folder: Path, word: str) -> str:
    """Name a copy: a file in a folder, or a database of the server, unlike any other's."""
    usual = str(_settings()["NAME"])
    if connection.vendor == "sqlite":
        return str(folder / f"{word}.sqlite3")
    return f"{usual}_{word}"


def usual() -> str:
    """Give the name of the test database, after everything in it reached the file."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connections.close_all()
    return str(_settings()["NAME"])
