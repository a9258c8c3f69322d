"""The ceremony page: once, with the code from the server's own folder."""

from pathlib import Path

import pytest
from django.test import Client

from tests.scenes import PASSWORD, open_office
from workflow.desk import checks
from workflow.desk.ceremony import code
from workflow.models import Appointment, Person

ADDRESS = "/admin/ceremony/"
pytestmark = pytest.mark.django_db


def form(**changes: str) -> dict[str, str]:
    """Fill in the form for three people."""
    values = {"code": code()}
    for number, duty in enumerate(("system", "security", "audit"), start=1):
        values |= {
            f"{duty}-number": f"90000{number}",
            f"{duty}-name": f"管理员{number}",
            f"{duty}-username": f"admin{number}",
            f"{duty}-password": PASSWORD,
        }
    return values | changes


def test_three_people_hold_the_ceremony_once(client: Client, data: Path) -> None:
    """Then the page is gone, and so is the code."""
    assert client.get(ADDRESS).status_code == 200
    assert client.post(ADDRESS, form()).status_code == 302
    assert Person.objects.count() == 3
    assert not (data / "ceremony-code").exists()
    assert client.get(ADDRESS).status_code == 404
    assert client.post(ADDRESS, form()).status_code == 404


def test_the_code_is_for_the_server_alone(client: Client, data: Path) -> None:
    """Not on the page; in a file that nobody else reads."""
    shown = client.get(ADDRESS).content.decode()
    place = data / "ceremony-code"
    assert place.read_text().strip() not in shown
    assert place.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("wrong", ["", "0000", "\x00", "一二三四", "x" * 10_000])
def test_without_the_code_nothing_happens(client: Client, wrong: str) -> None:
    """And what was typed is in the form, but for the passwords."""
    answer = client.post(ADDRESS, form(code=wrong))
    assert answer.status_code == 403
    assert "管理员1" in answer.content.decode()
    assert PASSWORD not in answer.content.decode()
    assert not Appointment.objects.exists()


def test_two_of_the_three_cannot_be_one_person(client: Client) -> None:
    """The ceremony's own sentence is shown."""
    answer = client.post(ADDRESS, form(**{"audit-number": "900001"}))
    assert answer.status_code == 409
    assert not Person.objects.exists()


def test_a_missing_name_is_asked_for(client: Client) -> None:
    """Beside its field."""
    assert client.post(ADDRESS, form(**{"audit-name": ""})).status_code == 400


def test_where_the_ceremony_was_held_there_is_no_page(client: Client) -> None:
    """Not even for administrators."""
    open_office()
    assert client.get(ADDRESS).status_code == 404


def test_a_server_that_starts_before_the_ceremony_says_where_and_with_which_code() -> None:
    (message,) = checks.ceremony_is_due(databases=["default"])
    assert message.id == "desk.I001"
    assert "/admin/ceremony/" in message.msg
    assert code() in message.msg


def test_a_check_that_may_not_look_into_the_database_says_nothing() -> None:
    assert checks.ceremony_is_due() == []
