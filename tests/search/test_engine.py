"""Which engine an installation uses."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from search.engine import get_engine
from search.engines.embedded.engine import EmbeddedEngine


@pytest.mark.parametrize("name", ["embedded", "search.engines.embedded.engine.EmbeddedEngine"])
def test_an_engine_is_named_or_given_by_its_path(settings: Settings, name: str) -> None:
    settings.SANSHEN_SEARCH_ENGINE = name
    assert isinstance(get_engine(), EmbeddedEngine)
    assert get_engine() is get_engine()


@pytest.mark.parametrize("name", ["solr", "search.engines.nowhere.Engine", ""])
def test_an_unknown_engine_is_refused_with_the_names_of_the_known(
    settings: Settings, name: str
) -> None:
    settings.SANSHEN_SEARCH_ENGINE = name
    with pytest.raises(ImproperlyConfigured, match="embedded"):
        get_engine()
