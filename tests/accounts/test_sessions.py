"""Sessions end: by time, by their owner, by what happens to the account."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time

from tests.accounts.conftest import account, let_in, told
from tests.scenes import Office
from workflow import people
from workflow.accounts import seen, sessions
from workflow.accounts.models import SignIn
from workflow.appointments import confirm, propose
from workflow.roles import Duty

DESK = "/admin/desk/"
START = "2027-03-01T08:00:00Z"


def test_an_idle_session_leads_to_the_sign_in_which_says_why(office: Office) -> None:
    with freeze_time(START) as clock:
        browser = let_in("zhou")
        clock.tick(timedelta(minutes=29))
        assert browser.get(DESK).status_code == 200
        clock.tick(timedelta(minutes=30))
        answer = browser.get(DESK, follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("wagtailadmin_login"))
    assert "30 分钟没有操作" in answer.content.decode()


def test_a_kept_cookie_of_an_idle_session_opens_nothing(office: Office) -> None:
    with freeze_time(START) as clock:
        browser = let_in("zhou")
        kept = browser.cookies["sanshen_session"].value
        clock.tick(timedelta(minutes=31))
        thief = Client()
        for _time in range(2):
            thief.cookies["sanshen_session"] = kept
            assert thief.get(DESK).status_code == 302
        thief.cookies["sanshen_session"] = kept
        assert thief.get(reverse("wagtailadmin_login")).status_code == 200


def test_reading_keeps_a_session_alive_in_another_process_too(office: Office) -> None:
    with freeze_time(START) as clock:
        browser = let_in("zhou")
        clock.tick(timedelta(minutes=25))
        browser.get(DESK)
        call_command("close_sessions", verbosity=0)
        seen.forget()
        clock.tick(timedelta(minutes=25))
        assert browser.get(DESK).status_code == 200


def test_a_session_lasts_eight_hours_however_busy_it_is(office: Office) -> None:
    with freeze_time(START) as clock:
        browser = let_in("zhou")
        for _time in range(24):
            clock.tick(timedelta(minutes=20))
            last = browser.get(DESK)
        assert last.status_code == 302
        assert "why=too_long" in last["Location"]


def test_time_that_ends_a_session_is_written_down_once(office: Office) -> None:
    with freeze_time(START) as clock:
        let_in("zhou")
        clock.tick(timedelta(minutes=31))
        assert sessions.close_expired() == 1
        assert sessions.close_expired() == 0
    entry = told("session:closed")[-1]
    assert entry.detail == {"why": "idle"}
    assert entry.person is not None
    assert entry.person["name"] == "周正"
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (
            lambda office: people.lock_account(office.presence("sysadmin"), account("zhou")),
            "locked",
        ),
        (
            lambda office: people.reset_password(
                office.presence("sysadmin"), account("zhou"), password="Another-long-one-7"
            ),
            "reset",
        ),
        (
            lambda office: people.close_person(office.presence("sysadmin"), office.person("zhou")),
            "closed",
        ),
    ],
)
def test_what_happens_to_an_account_ends_its_sessions(
    office: Office, act: object, why: str
) -> None:
    browser, other = let_in("zhou"), let_in("wu")
    act(office)  # type: ignore[operator]
    assert browser.get(DESK).status_code == 302
    assert other.get(DESK).status_code == 200
    assert SignIn.objects.get(user__username="zhou").why == why
    entry = told("session:closed")[-1]
    assert entry.detail == {"sessions": 1, "why": why}
    assert entry.subject["uid"] == office.person("zhou").uid


def test_only_sessions_of_the_past_are_closed(office: Office) -> None:
    let_in("zhou")
    assert sessions.close_expired(timezone.now()) == 0


def test_a_duty_as_administrator_ends_sessions_and_another_does_not(office: Office) -> None:
    browser = let_in("he")
    office.appoint("he", Duty.DRAFT)
    assert browser.get(DESK).status_code == 200
    row = propose(office.presence("sysadmin"), office.person("lin"), Duty.AUDIT, reason="轮岗")
    drafter = let_in("lin")
    assert drafter.get(DESK).status_code == 200
    confirm(office.presence("secadmin"), row.uid)
    assert drafter.get(DESK).status_code == 302
    assert told("session:closed")[-1].detail == {"sessions": 1, "why": "role"}
