"""A town whose site is open."""

from collections.abc import Callable
from typing import Any

import pytest

from portal.front import Front
from tests.portal.caller import Caller
from tests.portal.town import Town, open_town


@pytest.fixture
def town(db: None) -> Town:
    """Give a site with frame, home page and sections, and nothing in them."""
    return open_town()


@pytest.fixture
def call() -> Caller:
    """Give a visitor of the front, with Django behind it."""
    return Caller()


@pytest.fixture
def front() -> Callable[..., Any]:
    """Give a front that does not look for releases by itself."""
    return lambda application, **options: Front(application, watching=False, **options)
