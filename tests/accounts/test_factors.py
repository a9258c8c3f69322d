"""The second factor: set up with a telephone, asked for at the entrance, taken once, lost."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pyotp
import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from freezegun import freeze_time

from tests.accounts.conftest import account, let_in, sign_in, told
from tests.scenes import PASSWORD, Office
from workflow import people
from workflow.accounts import factors
from workflow.accounts.models import Credential, RecoveryCode, Reset
from workflow.models import Opinion
from workflow.refusals import Refused

START = "2027-03-01T08:00:00Z"
CODE = "/admin/login/code/"


def set_up(browser: Client) -> tuple[pyotp.TOTP, list[str]]:
    """Set up a telephone on the screens; give it and the recovery codes."""
    page = browser.post(reverse("desk:set_up_factor")).content.decode()
    assert "<svg" in page
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    sealed = re.search(r'name="sealed" value="([^"]+)"', page)
    assert secret
    assert sealed
    telephone = pyotp.TOTP(secret[1].replace(" ", ""))
    done = browser.post(
        reverse("desk:set_up_factor"),
        {"sealed": unescape(sealed[1]), "code": telephone.at(datetime.now(UTC))},
    )
    codes = re.findall(r"<li><code>([a-z0-9]{5}-[a-z0-9]{5})</code>", done.content.decode())
    assert len(codes) == 10
    return telephone, codes


def type_code(browser: Client, code: str) -> HttpResponse:
    """Type a code at the entrance, after the password."""
    return browser.post(CODE, {"code": code}, REMOTE_ADDR="10.1.2.3")


def test_a_telephone_is_set_up_and_then_asked_for(office: Office) -> None:
    with freeze_time(START) as clock:
        telephone, _codes = set_up(let_in("zhou"))
        clock.tick(timedelta(seconds=31))
        browser = Client()
        assert sign_in(browser, "zhou")["Location"] == CODE
        assert browser.get("/admin/desk/").status_code == 302, "the password alone opens nothing"
        assert "手机上的验证码" in browser.get(CODE).content.decode()
        assert type_code(browser, telephone.at(datetime.now(UTC))).status_code == 302
        assert browser.get("/admin/desk/").status_code == 200
    assert told("factor:enrolled")[-1].person["name"] == "周正"


def test_a_code_is_taken_once(office: Office) -> None:
    with freeze_time(START) as clock:
        telephone, _codes = set_up(let_in("zhou"))
        clock.tick(timedelta(seconds=31))
        code = telephone.at(datetime.now(UTC))
        for expected in (302, 403):
            browser = Client()
            sign_in(browser, "zhou")
            assert type_code(browser, code).status_code == expected


@pytest.mark.parametrize(
    ("seconds", "status"), [(0, 302), (-30, 302), (30, 302), (-90, 403), (90, 403)]
)
def test_one_step_of_drift_is_let_through(office: Office, seconds: int, status: int) -> None:
    with freeze_time(START) as clock:
        telephone, _codes = set_up(let_in("zhou"))
        clock.tick(timedelta(minutes=5))
        browser = Client()
        sign_in(browser, "zhou")
        code = telephone.at(datetime.now(UTC) + timedelta(seconds=seconds))
        assert type_code(browser, code).status_code == status


def test_a_recovery_code_lets_in_once_and_is_kept_as_a_digest(office: Office) -> None:
    _telephone, codes = set_up(let_in("zhou"))
    for expected in (302, 403):
        browser = Client()
        sign_in(browser, "zhou")
        assert type_code(browser, codes[0].upper()).status_code == expected
    kept = list(RecoveryCode.objects.values_list("digest", flat=True))
    assert all(len(each) == 64 for each in kept)
    assert factors.codes_left(account("zhou")) == 9


def test_the_secret_is_not_kept_in_plain(office: Office) -> None:
    telephone, _codes = set_up(let_in("zhou"))
    assert telephone.secret not in Credential.objects.get(account=account("zhou")).secret


def test_wrong_codes_shut_the_account_like_wrong_passwords(office: Office) -> None:
    set_up(let_in("zhou"))
    browser = Client()
    sign_in(browser, "zhou")
    answers = [type_code(browser, "000000").content.decode() for _time in range(6)]
    assert "验证码不对" in answers[0]
    assert "连续登录失败次数过多" in answers[5]
    assert "连续登录失败次数过多" in sign_in(Client(), "zhou").content.decode()


def test_a_code_page_without_a_password_leads_to_the_beginning(office: Office) -> None:
    assert Client().get(CODE)["Location"] == reverse("wagtailadmin_login")
    assert Client().post(CODE, {"code": "123456"}).status_code == 302


def test_the_password_is_forgotten_after_five_minutes_and_when_the_account_is_locked(
    office: Office,
) -> None:
    with freeze_time(START) as clock:
        telephone, _codes = set_up(let_in("zhou"))
        browser, other = Client(), Client()
        sign_in(browser, "zhou")
        clock.tick(timedelta(minutes=5, seconds=1))
        assert browser.get(CODE).status_code == 302
        sign_in(other, "zhou")
        people.lock_account(office.presence("sysadmin"), account("zhou"))
        type_code(other, telephone.at(datetime.now(UTC)))
        assert other.get("/admin/desk/").status_code == 302


def test_a_code_proves_presence_too(office: Office) -> None:
    with freeze_time(START) as clock:
        submission = office.submit(office.page())
        browser = let_in("zhou")
        telephone, _codes = set_up(browser)
        clock.tick(timedelta(minutes=16))
        form = {
            "shown": submission.digest,
            "stage": "first",
            "decision": "pass",
            "confirm": "1",
            "words": "同意",
        }
        address = reverse("desk:sign", args=[submission.uid])
        assert browser.post(address, {**form, "proof": "000000"}).status_code == 403
        code = telephone.at(datetime.now(UTC))
        assert browser.post(address, {**form, "proof": code}).status_code == 302
    assert Opinion.objects.count() == 1


@pytest.mark.parametrize(
    ("setting", "key", "asked"),
    [
        ("optional", "zheng", False),
        ("signers", "zheng", True),
        ("signers", "secadmin", True),
        ("signers", "lin", False),
        ("signers", "he", False),
        ("everybody", "he", True),
    ],
)
def test_who_has_to_have_one(
    office: Office, settings: object, setting: str, key: str, asked: bool
) -> None:
    settings.SANSHEN_SECOND_FACTOR = setting  # type: ignore[attr-defined]
    browser = let_in(key)
    answer = browser.get("/admin/desk/")
    assert (answer.status_code == 302 and answer["Location"] == reverse("desk:factor")) == asked
    if asked:
        assert "需要第二因素" in browser.get(reverse("desk:factor")).content.decode()
        set_up(browser)
        assert browser.get("/admin/desk/").status_code == 200


def test_who_has_to_have_one_does_not_take_it_away(office: Office, settings: object) -> None:
    browser = let_in("zheng")
    set_up(browser)
    settings.SANSHEN_SECOND_FACTOR = "signers"  # type: ignore[attr-defined]
    assert browser.post(reverse("desk:remove_factor")).status_code == 409
    settings.SANSHEN_SECOND_FACTOR = "optional"  # type: ignore[attr-defined]
    assert browser.post(reverse("desk:remove_factor")).status_code == 302
    assert not factors.is_enrolled(account("zheng"))
    assert not RecoveryCode.objects.exists()
    assert told("factor:removed")


def test_a_lost_telephone_is_reset_by_two_people(office: Office) -> None:
    set_up(let_in("zhou"))
    people.reset_factor(office.presence("sysadmin"), account("zhou"))
    assert sign_in(Client(), "zhou", PASSWORD)["Location"] == "/admin/"
    assert Reset.objects.get().kind == "factor"
    assert told("factor:reset")[-1].person["name"] == "孙系统"
    with pytest.raises(Refused, match="重置"):
        office.sign(office.submit(office.page()), "first")


def test_new_recovery_codes_make_the_old_ones_worthless(office: Office) -> None:
    browser = let_in("zhou")
    _telephone, codes = set_up(browser)
    page = browser.post(reverse("desk:factor_codes")).content.decode()
    assert codes[0] not in page
    assert not factors.recover(account("zhou"), codes[0])


def test_a_page_that_was_changed_or_is_too_old_begins_again(office: Office) -> None:
    browser = let_in("zhou")
    answer = browser.post(reverse("desk:set_up_factor"), {"sealed": "nonsense", "code": "123456"})
    assert answer.status_code == 400
    assert not factors.is_enrolled(account("zhou"))
