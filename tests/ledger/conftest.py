"""What tests of the ledger share."""

import pytest

from ledger import keys


@pytest.fixture
def opened(db: None) -> None:
    """An empty ledger with its keys."""
    keys.ensure()


@pytest.fixture
def committed(transactional_db: None) -> None:
    """The same, where commits are real."""
    keys.ensure()
