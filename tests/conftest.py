"""What every test has: a data folder of its own, and the database that was asked for."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connections
from django.utils import translation
from pytest_django import Settings

import tests.flushing  # noqa: F401 - lets committed rows go after a test
from config.settings.places import places
from tests.postgres import Server


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the tests that need an Elasticsearch to `make test-elasticsearch`, which names one."""
    if os.environ.get("ELASTICSEARCH_URL"):
        return
    left = [item for item in items if item.get_closest_marker("elasticsearch")]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, settings: Settings) -> Path:
    """Give the test a fresh data folder; keys and stores are made there when asked for.

    Under a name of its own: a test with a parameter called `data` has the folder all the same.
    """
    folder = tmp_path / "data"
    folder.mkdir()
    for name, place in places(folder).items():
        setattr(settings, name, place)
    storages = {name: dict(storage) for name, storage in settings.STORAGES.items()}
    storages["assets"]["OPTIONS"] = {
        **storages["assets"]["OPTIONS"],
        "location": settings.SANSHEN_ASSETS,
    }
    settings.STORAGES = storages
    return folder


@pytest.fixture
def data(data_folder: Path) -> Path:
    """Name the folder for tests that look into it."""
    return data_folder


@pytest.fixture(autouse=True)
def language() -> None:
    """Speak Chinese again: a request of the test before may have left another language."""
    translation.activate(django_settings.LANGUAGE_CODE)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """Run a PostgreSQL server of our own until the tests are done."""
    with Server() as server:
        yield server


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Point Django at the server when SANSHEN_TEST_DATABASE asks for PostgreSQL."""
    if django_settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        server: Server = request.getfixturevalue("postgresql")
        # Connections that exist already hold this very dictionary.
        connections.settings["default"].update(server.address)
