"""Who is away, by the screens."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.desk.conftest import SignedIn
from tests.scenes import Office
from workflow.models import Absence

ADDRESS = "/admin/desk/away/"


def days(**more: str) -> dict[str, str]:
    """From today through the day after tomorrow."""
    today = timezone.localdate()
    return {"since": str(today), "until": str(today + timedelta(days=2)), **more}


def test_a_reviewer_notes_it_and_is_back(office: Office, signed_in: SignedIn) -> None:
    """And the item says who could sign and that they are away."""
    submission = office.submit(office.page())
    client = signed_in("zhou")
    sent = days(person=office.person("zhou").uid)
    assert client.post(ADDRESS, sent).status_code == 302
    assert "周正" in client.get(ADDRESS).content.decode()
    assert "1 人不在岗" in client.get("/admin/desk/").content.decode()
    item = signed_in("wu").get(f"/admin/desk/{submission.uid}/").content.decode()
    assert "可由系统管理员提出代行" in item
    row = Absence.objects.get()
    assert client.post(f"{ADDRESS}{row.pk}/back/").status_code == 302
    assert "现无人不在岗" in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize("sent", [{}, {"since": "x", "until": "y"}, {"person": "nobody"}])
def test_nonsense_notes_nothing(office: Office, signed_in: SignedIn, sent: dict[str, str]) -> None:
    """And says what to choose."""
    assert signed_in("zhou").post(ADDRESS, sent).status_code == 409
    assert not Absence.objects.exists()


def test_nobody_notes_it_for_a_colleague(office: Office, signed_in: SignedIn) -> None:
    """The choice is not even offered; sent all the same, it is refused."""
    client = signed_in("wu")
    assert "周正" not in client.get(ADDRESS).content.decode()
    assert client.post(ADDRESS, days(person=office.person("zhou").uid)).status_code == 409
    assert not Absence.objects.exists()
