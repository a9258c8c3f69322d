"""The office, for tests of the workflow."""

import pytest

from tests.scenes import Office, open_office


@pytest.fixture
def office(db: None) -> Office:
    """Hold the ceremony with the named people; see `tests.scenes`."""
    return open_office()
