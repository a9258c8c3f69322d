"""The office of `tests.scenes`, and people who are signed in."""

from collections.abc import Callable

import pytest
from django.test import Client

# Receivers that let accounts into the admin are connected when this is imported.
from cms.admin import groups  # noqa: F401
from tests.scenes import Office, open_office

SignedIn = Callable[[str], Client]


@pytest.fixture
def office(db: None) -> Office:
    """Hold the ceremony."""
    return open_office()


@pytest.fixture
def signed_in(office: Office) -> SignedIn:
    """Give a browser in which one of the named people is signed in."""

    def sign_in(key: str) -> Client:
        client = Client(enforce_csrf_checks=False)
        client.force_login(office.person(key).accounts.get().user)
        return client

    return sign_in
