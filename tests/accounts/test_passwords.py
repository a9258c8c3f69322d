"""What a password must be, and what an own account shows."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from tests.accounts.conftest import account, let_in, told
from tests.scenes import PASSWORD, Office
from workflow import people
from workflow.accounts import passwords
from workflow.accounts.models import Credential
from workflow.refusals import Refused


@pytest.mark.parametrize(
    ("password", "refused"),
    [
        ("Tea-3-cups", []),
        ("twelve-horses-at-dawn", []),
        ("四匹马在清晨Xy1abc", []),
        ("Tea-3-cup", ["password_too_short"]),
        ("teacups-horses", ["password_mixture"]),
        ("qwertyuiop123", ["password_mixture", "password_pattern", "password_too_common"]),
        ("1qaz2wsx#EDC", ["password_pattern"]),
        ("Qwerty12345!", ["password_pattern"]),
        ("Woaini520520!", ["password_pattern"]),
        ("Guanliyuan@2026", ["password_pattern"]),
        ("Admin@19881225", ["password_pattern"]),
        ("Passw0rd!!!!", ["password_pattern"]),
        ("Zhongguo2026!", ["password_pattern"]),
        ("aaaaaaaaaaaaaaaaaaaa", ["password_pattern"]),
        ("Teazhou-3-cups", ["password_own_data"]),
        ("Tea-100004-cups", ["password_own_data"]),
        ("1234567890", ["password_mixture", "password_pattern", "password_too_common"]),
    ],
)
def test_what_a_password_must_be(office: Office, password: str, refused: list[str]) -> None:
    user = User.objects.get(username="zhou")
    user.sanshen_account.person.number = "100004"
    try:
        validate_password(password, user)
        found = []
    except ValidationError as error:
        found = sorted(each.code for each in error.error_list)
    assert found == sorted(refused)


def test_none_of_the_last_five_is_taken_again(office: Office) -> None:
    own = account("zhou")
    used = [f"My-{word}-teapot-1" for word in ("green", "black", "brown", "white", "round")]
    for each in used:
        people.change_own_password(office.presence("zhou"), own, password=each)
    for each in used:
        with pytest.raises(Refused, match="5"):
            people.change_own_password(office.presence("zhou"), own, password=each)
    people.change_own_password(office.presence("zhou"), own, password=PASSWORD)


def test_every_rule_is_stated_before_anybody_types(office: Office) -> None:
    page = let_in("zhou").get(reverse("desk:password")).content.decode()
    assert len(passwords.rules()) == 6
    for rule in passwords.rules():
        assert rule in page


def test_a_wrong_old_password_changes_nothing_and_two_different_new_ones_neither(
    office: Office,
) -> None:
    browser = let_in("zhou")
    address = reverse("desk:password")
    new = "My-green-teapot-1"
    wrong = browser.post(address, {"old": "wrong", "new": new, "again": new})
    assert wrong.status_code == 403
    differ = browser.post(address, {"old": PASSWORD, "new": new, "again": new + "1"})
    assert differ.status_code == 400
    assert not told("account:password_changed")


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one(office: Office) -> None:
    here, there = let_in("zhou"), let_in("zhou")
    new = "My-green-teapot-1"
    done = here.post(reverse("desk:password"), {"old": PASSWORD, "new": new, "again": new})
    assert done.status_code == 302
    assert here.get("/admin/desk/").status_code == 200
    assert there.get("/admin/desk/").status_code == 302
    page = here.get(reverse("desk:sessions")).content.decode()
    assert page.count("本次登录") == 1


def test_an_old_password_has_to_be_changed(office: Office, settings: object) -> None:
    settings.SANSHEN_PASSWORD_DAYS = 90  # type: ignore[attr-defined]
    row, now = account("zhou"), timezone.now()
    Credential.objects.filter(account=row).update(changed_at=now - timedelta(days=90))
    assert not passwords.is_due(account("zhou"), now)
    Credential.objects.filter(account=row).update(changed_at=now - timedelta(days=91))
    assert passwords.is_due(account("zhou"), now)
    assert let_in("zhou").get("/admin/desk/")["Location"] == reverse("desk:password")


def test_people_of_the_ceremony_chose_their_own(office: Office) -> None:
    assert not Credential.objects.filter(must_change=True).exists()


def test_sessions_are_listed_and_ended_one_by_one_or_all(office: Office) -> None:
    here = let_in("zhou", HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/130.0")
    there = let_in("zhou", HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 14) Chrome/130.0")
    third, other = let_in("zhou"), let_in("wu")
    page = here.get(reverse("desk:sessions")).content.decode()
    assert "Firefox · Windows" in page
    assert "Chrome · Android" in page
    assert "10.1.2.3" in page
    wanted = there.session.session_key
    pk = next(r["row"].pk for r in rows(here) if r["row"].session == wanted)
    here.post(reverse("desk:end_session"), {"session": str(pk)})
    assert there.get("/admin/desk/").status_code == 302
    assert third.get("/admin/desk/").status_code == 200
    here.post(reverse("desk:end_session"), {"session": "others"})
    assert third.get("/admin/desk/").status_code == 302
    assert here.get("/admin/desk/").status_code == 200
    assert other.get("/admin/desk/").status_code == 200
    assert [e.detail["why"] for e in told("session:closed")] == ["ended", "ended"]


def test_nobody_ends_the_session_of_another(office: Office) -> None:
    mine, other = let_in("zhou"), let_in("wu")
    pk = rows(other)[0]["row"].pk
    mine.post(reverse("desk:end_session"), {"session": str(pk)})
    assert other.get("/admin/desk/").status_code == 200


def rows(browser: object) -> list[dict[str, object]]:
    """Give what the page of sessions lists."""
    return list(browser.get(reverse("desk:sessions")).context["rows"])  # type: ignore[attr-defined]
