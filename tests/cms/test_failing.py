"""What is answered where there is nothing, or where something broke: each side in its own words."""

import pytest
from django.test import Client

from cms.admin import failing
from tests.desk.conftest import SignedIn, office, signed_in
from tests.scenes import Office

__all__ = ["office", "signed_in"]


def test_people_at_work_are_led_back_to_the_start_page(office: Office, signed_in: SignedIn) -> None:
    answer = signed_in("lin").get("/admin/nothing-here/")
    assert answer.status_code == 404
    assert 'href="/admin/"' in answer.content.decode()


@pytest.mark.parametrize("way", ["missing", "forged", "broken"])
def test_visitors_are_never_led_to_the_sign_in(rf: object, way: str) -> None:
    request = rf.get("/yaowen/")  # type: ignore[attr-defined]
    given = (ValueError(),) if way == "missing" else ()
    answer = getattr(failing, way)(request, *given)
    assert answer.status_code in (403, 404, 500)
    assert "/admin/" not in answer.content.decode()


def test_a_form_from_elsewhere_is_told_so(office: Office) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(office.person("lin").accounts.get().user)
    answer = browser.post("/admin/desk/notices/settings/", {"delivery": "daily"})
    assert answer.status_code == 403
    assert 'href="/admin/"' in answer.content.decode()
