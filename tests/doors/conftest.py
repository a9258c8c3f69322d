"""The city, built once for each process, and a copy of it for each attempt."""

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as settings_now
from django.core.cache import cache
from django.test.utils import override_settings

pytest.register_assert_rewrite(
    *(f"tests.doors.{name}" for name in ("acting", "building", "city", "looking", "outcome"))
)

from config.settings.places import places  # noqa: E402
from tests.doors import copies  # noqa: E402
from tests.doors.building import Built, build  # noqa: E402
from tests.doors.city import City  # noqa: E402
from tests.doors.looking import EDITING_HOST, PUBLIC_HOST  # noqa: E402

HOSTS = {
    "ALLOWED_HOSTS": [EDITING_HOST, PUBLIC_HOST],
    "SANSHEN_EDITING_HOST": EDITING_HOST,
    "SANSHEN_PUBLIC_HOST": PUBLIC_HOST,
    "SANSHEN_EDITING_ORIGIN": f"http://{EDITING_HOST}",
    "SANSHEN_PUBLIC_ORIGIN": f"http://{PUBLIC_HOST}",
}
_COUNT = itertools.count()


@pytest.fixture(scope="session")
def built_city(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Built]:
    """Build the city in a copy of the empty test database, with a data folder of its own."""
    folder = tmp_path_factory.mktemp("city")
    data = folder / "data"
    data.mkdir()
    with django_db_blocker.unblock():
        name = copies.named(folder, "city")
        copies.copy(copies.usual(), name)
        changed = override_settings(**HOSTS, **places(data), STORAGES=_storages(data))
        with changed, copies.database(name):
            cache.clear()
            built = build(name, data)
            found = City(built, data).start_again()
            built.look = found.look()
            found.stop()
        yield built
        copies.drop(name)


@pytest.fixture
def db() -> None:
    """Make pytest-django create the test database, and do no more: an attempt has its own copy."""


@pytest.fixture
def city(
    db: None, built_city: Built, data: Path, settings: Any, django_db_blocker: Any, tmp_path: Path
) -> Iterator[City]:
    """Give a city that this attempt may wreck."""
    for key, value in HOSTS.items():
        setattr(settings, key, value)
    shutil.copytree(built_city.data, data, symlinks=True, dirs_exist_ok=True)
    with django_db_blocker.unblock():
        name = copies.named(tmp_path, f"attempt{next(_COUNT)}")
        copies.copy(built_city.database, name)
        with copies.database(name):
            cache.clear()
            found = City(built_city, data)
            try:
                found.start_again(keep_store=True)
                yield found
            finally:
                found.stop()
        copies.drop(name)


def _storages(data: Path) -> dict[str, Any]:
    storages = {name: dict(storage) for name, storage in settings_now.STORAGES.items()}
    storages["assets"]["OPTIONS"] = {
        **storages["assets"]["OPTIONS"],
        "location": places(data)["SANSHEN_ASSETS"],
    }
    return storages
