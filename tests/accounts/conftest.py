"""The office of `tests.scenes`, and people who sign in with what they know."""

from collections.abc import Callable, Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

# Receivers that let accounts into the admin are connected when this is imported.
from cms.admin import groups  # noqa: F401
from ledger import entries
from ledger.formats import v1
from ledger.models import AuditEntry
from tests.scenes import PASSWORD, Office, open_office
from workflow.accounts import seen
from workflow.models import Account

SignIn = Callable[..., HttpResponse]


@pytest.fixture(autouse=True)
def fresh_memory() -> Iterator[None]:
    """Let no test remember another one's sessions."""
    seen.forget()
    yield
    seen.forget()


@pytest.fixture(autouse=True)
def every_rule(settings: Settings) -> None:
    """Ask all of a password that production asks."""
    settings.AUTH_PASSWORD_VALIDATORS = settings.SANSHEN_PASSWORD_RULES


@pytest.fixture
def office(db: None) -> Office:
    """Hold the ceremony."""
    return open_office()


def sign_in(
    client: Client, name: str, password: str = PASSWORD, *, at: str = "10.1.2.3", **headers: str
) -> HttpResponse:
    """Type name and password at the entrance."""
    return client.post(
        reverse("wagtailadmin_login"),
        {"username": name, "password": password},
        REMOTE_ADDR=at,
        **headers,
    )


def let_in(name: str, **headers: str) -> Client:
    """Give the browser of somebody who has signed in."""
    client = Client()
    assert sign_in(client, name, **headers).status_code == 302
    return client


def account(name: str) -> Account:
    """Give the account of somebody."""
    return Account.objects.select_related("person").get(user__username=name)


def told(tag: str) -> list[v1.Entry]:
    """Give the entries with a tag, in order."""
    rows = AuditEntry.objects.order_by("sequence")
    return [found for row in rows if (found := entries.header(row)).tag == tag]
