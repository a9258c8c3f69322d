"""Signing in and failing to: what is written down, and when nobody may try any more."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time

from ledger.models import AuditEntry
from tests.accounts.conftest import account, let_in, sign_in, told
from tests.scenes import PASSWORD, Office
from workflow import people
from workflow.accounts import address, failures, lockout
from workflow.refusals import Refused

WRONG = "not-the-password"


def test_a_sign_in_and_a_sign_out_stand_in_the_log(office: Office) -> None:
    browser = let_in("zhou")
    browser.post(reverse("wagtailadmin_logout"))
    opened, closed = told("session:opened")[-1], told("session:closed")[-1]
    assert opened.person == closed.person == {"uid": office.person("zhou").uid, "name": "周正"}
    assert opened.detail == {"from": "10.1.2.3"}
    assert closed.detail == {"why": "signed_out"}


def test_a_wrong_password_and_a_wrong_name_are_told_the_same(office: Office) -> None:
    known = sign_in(Client(), "zhou", WRONG, at="10.0.0.1").content.decode()
    unknown = sign_in(Client(), "nobody", WRONG, at="10.0.0.2").content.decode()
    sentence = "用户名和密码对不上"
    assert sentence in known
    assert sentence in unknown


def test_failures_are_one_entry_an_hour_and_say_nothing_of_what_was_typed(office: Office) -> None:
    with freeze_time("2027-03-01T08:10:00Z") as clock:
        before = AuditEntry.objects.count()
        sign_in(Client(), "zhou", WRONG)
        for number in range(3):
            sign_in(Client(), f"my-secret-{number}", WRONG, at=f"10.9.9.{number}")
        assert AuditEntry.objects.count() == before
        clock.move_to("2027-03-01T09:00:01Z")
        assert failures.tell() == 1
        assert failures.tell() == 0
    (entry,) = told("session:failed")
    assert entry.person is None
    assert entry.detail["failures"] == 4
    assert entry.detail["unknown"] == 3
    assert entry.detail["people"] == "周正 1"
    assert entry.detail["hour"] == "2027-03-01T08:00:00.000000Z"
    kept = b"".join(bytes(row.header) for row in AuditEntry.objects.all())
    assert b"my-secret" not in kept
    typed = "".join(f"{row.username}{row.post_data}" for row in AccessAttempt.objects.all())
    assert "my-secret" not in typed


def test_after_five_failures_the_right_password_waits_too(office: Office) -> None:
    with freeze_time("2027-03-01T08:10:00Z") as clock:
        for _time in range(5):
            sign_in(Client(), "zhou", WRONG)
        page = sign_in(Client(), "zhou").content.decode()
        assert "连续登录失败次数过多" in page
        assert "15 分钟" in page
        assert "16:25:00" in page
        clock.tick(timedelta(minutes=15, seconds=1))
        assert sign_in(Client(), "zhou").status_code == 302


def test_a_name_that_does_not_exist_is_shut_like_one_that_does(office: Office) -> None:
    for _time in range(5):
        sign_in(Client(), "nobody", WRONG)
    assert "连续登录失败次数过多" in sign_in(Client(), "nobody", WRONG).content.decode()


def test_trying_while_it_is_shut_does_not_make_it_longer(office: Office) -> None:
    with freeze_time("2027-03-01T08:10:00Z") as clock:
        for _time in range(5):
            sign_in(Client(), "zhou", WRONG)
        clock.tick(timedelta(minutes=10))
        sign_in(Client(), "zhou", WRONG)
        clock.tick(timedelta(minutes=5, seconds=1))
        assert sign_in(Client(), "zhou").status_code == 302


def test_shutting_an_account_is_one_entry_with_its_number(office: Office) -> None:
    for _time in range(9):
        sign_in(Client(), "zhou", WRONG)
    (entry,) = told("session:failed")
    assert entry.subject == {"kind": "person", "uid": office.person("zhou").uid}
    assert (entry.detail["failures"], entry.detail["why"]) == (5, "shut")


def test_a_colleague_at_the_same_address_still_comes_in(office: Office) -> None:
    for _time in range(5):
        sign_in(Client(), "zhou", WRONG)
    assert sign_in(Client(), "wu").status_code == 302


def test_the_person_still_comes_in_from_elsewhere_until_the_whole_account_is_shut(
    office: Office,
) -> None:
    for number in range(4):
        for _time in range(5):
            sign_in(Client(), "zhou", WRONG, at=f"10.7.7.{number}")
        elsewhere = sign_in(Client(), "zhou", at="10.1.1.1").status_code
        assert elsewhere == (302 if number < 3 else 200)


def test_one_address_that_tries_every_name_is_shut(office: Office) -> None:
    for number in range(50):
        sign_in(Client(), f"name{number}", WRONG, at="10.6.6.6")
    assert "连续登录失败次数过多" in sign_in(Client(), "wu", at="10.6.6.6").content.decode()
    assert sign_in(Client(), "wu", at="10.6.6.7").status_code == 302


def test_signing_in_forgets_only_ones_own_failures(office: Office) -> None:
    for _time in range(4):
        sign_in(Client(), "wu", WRONG)
        sign_in(Client(), "zhou", WRONG)
    let_in("wu")
    assert AccessAttempt.objects.get(username="zhou").failures_since_start == 4
    assert not AccessAttempt.objects.filter(username="wu").exists()


@pytest.mark.parametrize("key", ["sysadmin", "qian", "zheng", "he"])
def test_only_a_security_administrator_lifts_a_lock_out(office: Office, key: str) -> None:
    with pytest.raises(Refused) as refused:
        people.lift_lock_out(office.presence(key), account("zhou"))
    assert refused.value.refusals[0].code == "not_security_administrator"


def test_a_lifted_lock_out_lets_the_person_in_and_stands_in_the_log(office: Office) -> None:
    for _time in range(5):
        sign_in(Client(), "zhou", WRONG)
    assert lockout.locked_until("zhou") is not None
    browser = let_in("secadmin")
    shown = browser.get(reverse("desk:person", args=[office.person("zhou").uid]))
    assert "解除锁定" in shown.content.decode()
    browser.post(
        reverse("desk:account", args=[office.person("zhou").uid, account("zhou").pk]),
        {"act": "lift"},
    )
    assert sign_in(Client(), "zhou").status_code == 302
    (entry,) = told("account:unlocked")
    assert entry.person == {"uid": office.person("secadmin").uid, "name": "李安全"}


@pytest.mark.parametrize(
    ("proxy", "forwarded", "expected"),
    [
        (False, "", "10.1.2.3"),
        (False, "6.6.6.6", "10.1.2.3"),
        (True, "", "10.1.2.3"),
        (True, "6.6.6.6, 172.16.0.9", "172.16.0.9"),
        (True, "6.6.6.6, not an address", None),
        (True, "[2001:db8::1]", "2001:db8::1"),
    ],
)
def test_only_our_own_proxy_says_where_somebody_comes_from(
    rf: pytest.FixtureRequest, settings: object, proxy: bool, forwarded: str, expected: str | None
) -> None:
    settings.SANSHEN_BEHIND_PROXY = proxy  # type: ignore[attr-defined]
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    request = rf.get("/", REMOTE_ADDR="10.1.2.3", **headers)  # type: ignore[attr-defined]
    assert address.client(request) == expected


def test_a_get_at_the_entrance_writes_nothing(office: Office) -> None:
    with CaptureQueriesContext(connection) as asked:
        Client().get(reverse("wagtailadmin_login"))
    assert [q for q in asked.captured_queries if not q["sql"].startswith("SELECT")] == []


def test_no_password_is_sent_by_mail(office: Office) -> None:
    page = Client().get(reverse("wagtailadmin_login")).content.decode()
    assert "password_reset" not in page
    assert Client().get("/admin/password_reset/").status_code == 404
    assert PASSWORD not in page


def test_a_moment_ago_is_at_least_a_minute(office: Office) -> None:
    assert lockout.minutes_left(timezone.now()) == 1
