"""Signing asks for the password again once the last one is old, and loses nothing on the way."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from freezegun import freeze_time

from ledger.formats import v1
from tests.accounts.conftest import let_in, sign_in, told
from tests.scenes import PASSWORD, Office
from workflow import commands
from workflow.appointments import propose
from workflow.models import Appointment, Opinion, ReviewPolicy, Submission
from workflow.refusals import Refused
from workflow.roles import Duty
from workflow.rules.facts import Named
from workflow.rules.proving import Proving, may_act
from workflow.states import Stage

START = "2027-03-01T08:00:00Z"
WORDS = "同意。\n数字已核对，“12%”无误。"
DAWN = datetime(2027, 3, 1, 8, tzinfo=UTC)


def form(submission: Submission, **fields: str) -> dict[str, str]:
    """Give the form that signs the first stage."""
    return {
        "shown": submission.digest,
        "stage": "first",
        "decision": "pass",
        "confirm": "1",
        "words": WORDS,
        **fields,
    }


def again(answer: HttpResponse, **typed: str) -> dict[str, str]:
    """Fill in the form of a page once more, as a browser without scripts sends it."""
    found = re.findall(
        r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.content.decode()
    )
    return {name: unescape(value) for name, value in found} | typed


def sign(browser: Client, submission: Submission, data: dict[str, str]) -> HttpResponse:
    """Press the button that signs."""
    return browser.post(reverse("desk:sign", args=[submission.uid]), data)


@pytest.mark.parametrize(
    ("minutes", "refused"), [(0, []), (15, []), (16, ["proof_too_old"]), (600, ["proof_too_old"])]
)
def test_a_proof_holds_fifteen_minutes(minutes: int, refused: list[str]) -> None:
    facts = Proving(Named("u", "周正"), DAWN, DAWN + timedelta(minutes=minutes), 15)
    assert [each.code for each in may_act(facts)] == refused


def test_a_signature_soon_after_the_sign_in_is_not_asked_again(office: Office) -> None:
    submission = office.submit(office.page())
    assert sign(let_in("zhou"), submission, form(submission)).status_code == 302
    assert Opinion.objects.get().person_name == "周正"


def test_later_the_password_is_asked_and_the_words_go_along(office: Office) -> None:
    with freeze_time(START) as clock:
        submission = office.submit(office.page())
        browser = let_in("zhou")
        clock.tick(timedelta(minutes=16))
        asked = sign(browser, submission, form(submission))
        assert asked.status_code == 403
        assert not Opinion.objects.exists()
        assert "数字已核对" in asked.content.decode()
        assert 'name="proof"' in asked.content.decode()
        proved = datetime.now(UTC)
        done = sign(browser, submission, again(asked, proof=PASSWORD))
        assert done.status_code == 302
    opinion = v1.Opinion.parse(bytes(Opinion.objects.get().statement))
    assert opinion.words is not None
    assert datetime.fromisoformat(opinion.proven_at) == proved
    assert bytes(Opinion.objects.get().statement).count(PASSWORD.encode()) == 0


def test_a_wrong_password_keeps_the_words_and_counts(office: Office) -> None:
    with freeze_time(START) as clock:
        submission = office.submit(office.page())
        browser = let_in("zhou")
        clock.tick(timedelta(minutes=16))
        answer = sign(browser, submission, form(submission))
        for _time in range(4):
            answer = sign(browser, submission, again(answer, proof="not-this-one"))
            assert "密码不对" in answer.content.decode()
            assert again(answer)["words"].replace("\r\n", "\n") == WORDS
        answer = sign(browser, submission, again(answer, proof="not-this-one"))
        assert "连续登录失败次数过多" in answer.content.decode()
        answer = sign(browser, submission, again(answer, proof=PASSWORD))
        assert "连续登录失败次数过多" in answer.content.decode()
        assert not Opinion.objects.exists()
        assert sign_in(Client(), "zhou", at="127.0.0.1").status_code == 200
        clock.tick(timedelta(minutes=15, seconds=1))
        assert sign(browser, submission, again(answer, proof=PASSWORD)).status_code == 302
    (entry,) = told("session:failed")
    assert entry.detail["failures"] == 5


def test_after_an_idle_hour_the_words_are_still_signed(office: Office) -> None:
    with freeze_time(START) as clock:
        submission = office.submit(office.page())
        browser = let_in("zhou")
        clock.tick(timedelta(hours=1))
        asked = sign(browser, submission, form(submission))
        assert "数字已核对" in asked.content.decode()
        assert browser.get("/admin/desk/").status_code == 302, "nothing else opens meanwhile"
        browser.cookies["sanshen_session"] = let_in_cookie(browser, asked)
        assert sign(browser, submission, again(asked, proof=PASSWORD)).status_code == 302
        assert browser.get("/admin/desk/").status_code == 200


def let_in_cookie(browser: Client, asked: HttpResponse) -> str:
    """Give the cookie the browser had when it was asked: a GET in another tab took it away."""
    request = asked.wsgi_request  # type: ignore[attr-defined]
    return str(request.COOKIES["sanshen_session"])


def test_the_page_that_confirms_shows_the_field_at_once(office: Office) -> None:
    with freeze_time(START) as clock:
        submission = office.submit(office.page())
        browser = let_in("zhou")
        fresh = sign(browser, submission, again_return(submission))
        clock.tick(timedelta(minutes=16))
        old = sign(browser, submission, again_return(submission))
    assert 'name="proof"' not in fresh.content.decode()
    assert 'name="proof"' in old.content.decode()


def again_return(submission: Submission) -> dict[str, str]:
    """Give the form that asks for the page of a return."""
    return {"shown": submission.digest, "stage": "first", "decision": "return", "words": WORDS}


def test_a_right_password_on_that_page_signs_in_one_step(office: Office) -> None:
    with freeze_time(START) as clock:
        submission = office.submit(office.page())
        browser = let_in("zhou")
        clock.tick(timedelta(minutes=16))
        done = sign(browser, submission, form(submission, proof=PASSWORD))
    assert done.status_code == 302
    assert Opinion.objects.count() == 1


def test_administrators_are_asked_too(office: Office) -> None:
    appointments, policies = Appointment.objects.count(), ReviewPolicy.objects.count()
    with freeze_time(START) as clock:
        browser = let_in("sysadmin")
        clock.tick(timedelta(minutes=16))
        for name, data in (
            ("propose_appointment", {"person": office.person("he").uid, "duty": "first"}),
            ("propose_policy", {"drafter_signs_first": "on", "confirm": "1"}),
        ):
            asked = browser.post(reverse(f"desk:{name}"), data)
            assert asked.status_code == 403
            assert again(asked).items() >= data.items()
    assert (Appointment.objects.count(), ReviewPolicy.objects.count()) == (appointments, policies)


def test_the_commands_themselves_refuse_an_old_proof(office: Office) -> None:
    submission = office.submit(office.page())
    old = datetime.now(UTC) - timedelta(minutes=16)
    with pytest.raises(Refused) as refused:
        commands.decide(
            office.presence("zhou", proven_at=old),
            submission,
            shown=submission.digest,
            stage=Stage.FIRST,
            decision="pass",
        )
    assert [each.code for each in refused.value.refusals] == ["proof_too_old"]
    with pytest.raises(Refused):
        office_proposes(office, old)


def office_proposes(office: Office, proven_at: datetime) -> None:
    """Propose an appointment long after the last proof."""
    from_there = office.presence("sysadmin", proven_at=proven_at)
    propose(from_there, office.person("he"), Duty.FIRST, reason="测试")
